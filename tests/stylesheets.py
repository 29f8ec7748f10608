"""Parses each stylesheet once per process, not in every app that a test starts."""

from __future__ import annotations

from typing import Any

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

_parse = Stylesheet._parse_rules
_parsed: dict[object, list[RuleSet]] = {}


def parse_once(self: Stylesheet, css: str, **source: Any) -> list[RuleSet]:
    """The rules of a source with these variables; replaces Textual's `_parse_rules`."""
    key = (css, *source.values(), tuple(self._variables.items()))
    if key not in _parsed:
        _parsed[key] = _parse(self, css, **source)
    return _parsed[key]
