"""What the command lines of the fuzzers and soak tests share."""

from __future__ import annotations

import argparse


def command(name: str, text: str | None) -> argparse.ArgumentParser:
    """The parser of a command that does the same again with the same seed.

    name: of its module. text: what `--help` says, the docstring of the module.
    """
    parser = argparse.ArgumentParser(
        prog=f"python -m tests.benchmarks.{name}",
        description=text,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--seed", type=int, default=1)
    return parser
