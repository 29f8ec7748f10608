"""Start the game: `quiz`, `python -m quiz` and `python play.py` all come here."""

from __future__ import annotations

import sys

from quiz.cli.main import run


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    return run(sys.argv[1:] if arguments is None else arguments)


if __name__ == "__main__":
    sys.exit(main())
