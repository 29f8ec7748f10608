"""Asking before anything is changed: one way for all commands, at a terminal and through a pipe."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from quiz.plain.lines import input_lines, yes_or_no


def ask(question: str, *, instead: str, undone: str, default: bool = False) -> bool:
    """Whether the player says yes; what is neither yes nor no is asked again.

    instead: the option that answers beforehand. undone: what was not done on a no, such as
    "imported". default: what an empty line means; the end of the input means no.
    """
    lines = input_lines(sys.stdin)
    while True:
        print(f"{question} [{'Y/n' if default else 'y/N'}] ", end="", flush=True)
        line = next(lines, None)
        if line is None or not sys.stdin.isatty():
            print()
        if line is None:
            print(f"No input; pass {instead} to skip this question.")
            said: bool | None = False
        else:
            said = yes_or_no(line) if line.strip() else default
        if said is None:
            print("Please answer y or n.")
            continue
        if not said:
            print(f"Nothing was {undone}.")
        return said


def at_terminal() -> bool:
    """Whether somebody sits at a terminal, and can be asked what a pipe cannot answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask_at_terminal(question: str) -> bool:
    """Whether somebody at the terminal says yes; an empty line means no."""
    print(f"{question} [y/N] ", end="", flush=True)
    return bool(yes_or_no(next(input_lines(sys.stdin), "")))


def choose(question: str, words: Mapping[str, str]) -> str:
    """The letter of one of these words; an empty line and the end of the input mean the last."""
    lines = input_lines(sys.stdin)
    *_, default = words
    said = ", ".join(f"{key} {word}" for key, word in words.items())
    while True:
        print(f"{question} [{said}; Enter: {words[default]}] ", end="", flush=True)
        line = next(lines, None)
        if line is None or not sys.stdin.isatty():
            print()
        answer = (line or "").strip().casefold()
        if not answer:
            return default
        for key, word in words.items():
            if answer in (key, word.casefold()):
                return key
        *others, last = words
        print(f"Please answer {', '.join(others)} or {last}.")
