# ruff: noqa: UP031, UP036
"""Start the game from a checkout: python play.py"""

import sys

if sys.version_info < (3, 11):
    sys.exit("quiz needs Python 3.11 or newer; this is %d.%d" % sys.version_info[:2])

from importlib.util import find_spec

from quiz.__main__ import main

# Looked for, not imported: most starts need neither.
for name in ("textual", "yaml"):
    if find_spec(name) is None:
        sys.exit(
            "quiz needs %s, which is not installed here; the README's first line sets everything "
            "up: python3 -m venv .venv && .venv/bin/pip install -e . && .venv/bin/python play.py"
            % name
        )

if __name__ == "__main__":
    sys.exit(main())
