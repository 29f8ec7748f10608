"""The templates of the pages, and the few files beside them."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from quiz.display import one_line
from quiz.game.round_words import hand_in_text
from quiz.statistics.charts import percent
from quiz.wording import counted, with_capital

STATIC = Path(__file__).parent / "static"


def version() -> str:
    """Changes whenever one of the files does: browsers keep each version for ever."""
    content = b"".join(file.read_bytes() for file in sorted(STATIC.iterdir()))
    return hashlib.sha256(content).hexdigest()[:12]


_environment = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.filters |= {"one_line": one_line, "percent": percent, "capital": with_capital}
_environment.globals |= {"counted": counted, "hand_in_text": hand_in_text, "version": version()}


def render(name: str, **values: Any) -> str:
    """The page that a template makes of these values."""
    return _environment.get_template(name).render(values)
