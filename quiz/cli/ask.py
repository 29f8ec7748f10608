"""Asks before changing anything, in the same way for all commands, at a terminal and in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from quiz.plain.lines import input_lines, yes_or_no
from quiz.wording import joined


def ask(
    question: str, *, undone: str, yes: bool = False, instead: str = "--yes", default: bool = False
) -> bool:
    """Whether the player says yes; asks again until the answer is yes or no.

    undone: what was not done after a no, such as "imported". yes: whether the option `instead` was
    passed, which skips the question. default: the meaning of an empty line; the end of the input
    means no.
    """
    if yes:
        return True
    said = ask_clearly(question, default=default)
    if said is None:
        print(f"\nNo input; pass {instead} to skip this question.")
    if not said:
        print(f"Nothing was {undone}.")
    return bool(said)


def ask_clearly(question: str, *, default: bool) -> bool | None:
    """Whether the player says yes; asks again until the answer is yes or no. None at the end of the
    input. default: the meaning of an empty line."""
    lines = input_lines(sys.stdin)
    while True:
        print(f"{question} [{'Y/n' if default else 'y/N'}] ", end="", flush=True)
        line = next(lines, None)
        if line is None:
            return None
        if not sys.stdin.isatty():
            print()
        said = yes_or_no(line) if line.strip() else default
        if said is not None:
            return said
        print("Please answer y or n.")


def at_terminal() -> bool:
    """Whether input and output are a terminal, so that somebody can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask_at_terminal(question: str) -> bool:
    """Whether the player at the terminal says yes; an empty line means no."""
    print(f"{question} [y/N] ", end="", flush=True)
    return bool(yes_or_no(next(input_lines(sys.stdin), "")))


def ask_text(question: str) -> str:
    """What the player at the terminal types; "" at the end of the input."""
    print(f"{question} ", end="", flush=True)
    return next(input_lines(sys.stdin), "").strip()


def choose(question: str, words: Mapping[str, str]) -> str:
    """The key of one of these words; an empty line or the end of the input means the last one."""
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
        print(f"Please answer {joined(words, 'or')}.")
