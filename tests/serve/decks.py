"""Decks for the tests of the browser: one card of each kind, and hostile texts."""

from __future__ import annotations

import wave
from pathlib import Path

from PIL import Image, ImageDraw

KINDS = r"""
title: All kinds
description: A card of each kind
language: en
format: markdown
cards:
  - id: choice
    prompt: Which city is the **capital** of Kazakhstan?
    answer: Astana
    distractors: [Almaty, Shymkent, Bishkek]
    hint: It means capital.
    explanation: Since *1997*.
    source: an atlas
  - id: typed
    prompt: Which river flows through Astana?
    answer: Ishim
    accept: [Esil]
    typed: true
    image: map.png
    alt: a map
    audio: beep.wav
  - {id: cloze, cloze: "{{Balkhash}} is a lake.", explanation: Balkhash is a lake.}
  - id: flash
    prompt: Why is $\frac{a}{b}$ a fraction?
    answer: Because one number is divided by another one, as anybody can see at once.
  - {id: list, prompt: Name the three Baltic states., list: [Estonia, Latvia, Lithuania]}
  - {id: sequence, prompt: Put these in order., sequence: [first, second, third, fourth]}
  - {id: truth, statement: Half of Lake Balkhash is salty., answer: yes}
  - id: region
    occlusion: map.png
    alt: a map without names
    prompt: Which country is this?
    regions:
      - {name: Kazakhstan, at: [5, 5, 40, 40]}
      - {name: Uzbekistan, at: [55, 5, 40, 40]}
      - {name: Tajikistan, at: [55, 55, 40, 40]}
      - {name: Turkmenistan, at: [5, 55, 40, 40]}
  - id: two
    cards:
      - {prompt: Which word is red?, answer: rouge, distractors: [vert, bleu, noir]}
"""

HOSTILE = r"""
title: "<b>Deck</b>"
format: markdown
cards:
  - id: script
    prompt: >-
      <script>alert(1)</script> **bold** [link](javascript:alert(1))
      ![far](https://evil.example/x.png) "quoted" [page](https://example.org)
    answer: <img src=x onerror=alert(1)>
    explanation: $\text{<script>alert(2)</script>}$ and $\href{javascript:alert(3)}{x}$
    hint: <i onclick=alert(5)>
    distractors: ["<svg onload=alert(4)>", "[a](https://example.org)"]
    source: <u>me</u>
  - {id: away, prompt: Look, answer: here, image: ../secret.png, typed: true}
  - {id: linked, prompt: Look there, answer: there, image: link.png, typed: true}
  - {id: page, prompt: Look where, answer: where, image: page.png, typed: true}
"""


def write_decks(folder: Path) -> None:
    """Write the deck of all kinds, with its picture and its sound."""
    (folder / "kinds.yaml").write_text(KINDS, encoding="utf-8")
    picture = Image.new("RGB", (400, 300), "#bcd")
    draw = ImageDraw.Draw(picture)
    for n, colour in enumerate(("#e07a5f", "#81b29a", "#f2cc8f", "#3d405b")):
        left, top = 20 + 200 * (n % 2), 15 + 150 * (n // 2)
        draw.ellipse((left, top, left + 160, top + 120), colour)
    picture.save(folder / "map.png")
    with wave.open(str(folder / "beep.wav"), "wb") as sound:
        sound.setparams((1, 2, 8000, 0, "NONE", ""))
        sound.writeframes(b"\0\0" * 800)


def write_hostile(folder: Path) -> None:
    """Write a deck of hostile texts, and files that its cards must not reach."""
    (folder / "hostile.yaml").write_text(HOSTILE, encoding="utf-8")
    secret = folder.parent / "secret.png"
    Image.new("RGB", (4, 4)).save(secret)
    (folder / "link.png").symlink_to(secret)
    (folder / "page.png").write_text("<html><script>alert(1)</script></html>")
