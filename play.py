"""Start the game from a checkout: python play.py"""

import sys

if sys.version_info < (3, 11):
    sys.exit("quiz needs Python 3.11 or newer; this is %d.%d" % sys.version_info[:2])

try:
    from quiz.__main__ import main
    import yaml  # noqa: F401
except ImportError as error:
    sys.exit(
        "quiz needs %s, which is not installed here; the README's first line sets everything up: "
        "python3 -m venv .venv && .venv/bin/pip install -e . && .venv/bin/python play.py"
        % (error.name or error)
    )

if __name__ == "__main__":
    sys.exit(main())
