"""The templates of the pages, and the few files beside them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from quiz.display import one_line
from quiz.statistics.charts import percent
from quiz.wording import counted, with_capital

STATIC = Path(__file__).parent / "static"

_environment = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.filters |= {"one_line": one_line, "percent": percent, "capital": with_capital}
_environment.globals |= {"counted": counted}


def render(name: str, **values: Any) -> str:
    """The page that a template makes of these values."""
    return _environment.get_template(name).render(values)
