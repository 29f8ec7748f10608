"""Marks of fields and gaps in a marked text (`quiz.formats.marked`) made from a template."""

from __future__ import annotations

import re

from quiz.formats.marked import IMAGE_END, IMAGE_START

FIELD_START, FIELD_END = "\ufdd0", "\ufdd1"

FIELD = re.compile(f"{FIELD_START}(\\d+){FIELD_END}")
"""A place for the value of the field with this number."""
FIELD_IN_IMAGE = re.compile(f"{IMAGE_START}[^{IMAGE_END}]*{FIELD_START}")
