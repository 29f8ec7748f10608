"""A facts file during a review, with the reviewer's comments."""

from __future__ import annotations

FILE = """\
# What we think of it.
title: Ports and [b]piers[/b]   # short
facts:
  # ── people ──
  - id: mayor
    status: candidate   # look it up
    confidence: 0.85
    subject: Ada Lind
    relation: holds-post
    object: "mayor of Porthaven"
    category: person
    type: post
    paragraph: 1
    wording: Ada Lind governs it.   # ours
    as-of: May 2015
    evidence:
      article: port.txt
      text: Ada Lind, mayor of Porthaven, cut the [red] ribbon.
      start: 0
      end: 51
      subject: [0, 8]
      object: [10, 28]
      more:
        - May 2015
  # A second one.
  - id: pier
    status: candidate
    confidence: 0.5
    subject: the new pier was opened
    relation: located
    object: Porthaven
    category: place
    evidence: {text: The pier is there., start: 52, end: 70}
  - id: stein   # the premier
    status: candidate
    confidence: 0.9
    subject: Bo Stein
    relation: holds-post
    object: premier of Westmark
    category: person
    type: post
    paragraph: 2
    as-of: May 2015
    evidence:
      article: port.txt
      text: Premier Bo Stein of Westmark watched.
      start: 71
      end: 108
      subject: [79, 87]
# the end
"""
