"""Runs programs in a terminal of 80 × 24, and finds out when a text is painted."""

from __future__ import annotations

import fcntl
import os
import pty
import signal
import struct
import sys
import termios
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[3]
BARE_APP = """
from textual.app import App
from textual.widgets import Label

class Bare(App):
    def compose(self):
        yield Label("painted")

Bare().run()
"""


class Painted(NamedTuple):
    """Seconds from the start to the first paint, and the CPU seconds and resident megabytes by
    then."""

    seconds: float
    cpu: float
    resident: float


def surroundings(home: Path) -> dict[str, str]:
    """The environment of a measured program. Compiled modules are kept, as on any player's
    machine."""
    without = {"PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX"}
    kept = {name: value for name, value in os.environ.items() if name not in without}
    return kept | {"QUIZ_HOME": str(home)}


def until_painted(command: list[str], text: bytes, home: Path) -> Painted:
    """Start a program, wait until `text` is on its screen, then end it."""
    start = time.perf_counter()
    process, terminal = pty.fork()
    if process == 0:
        os.environ |= {"TERM": "xterm-256color", "PYTHONPATH": str(ROOT)}
        os.execve(command[0], command, surroundings(home))
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    seen = b""
    try:
        while text not in seen:
            seen += os.read(terminal, 65_536)
        seconds = time.perf_counter() - start
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        ticks = os.sysconf("SC_CLK_TCK")
        page = os.sysconf("SC_PAGE_SIZE")
        cpu = (int(fields[11]) + int(fields[12])) / ticks
        return Painted(seconds, cpu, int(fields[21]) * page / 2**20)
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(terminal)


def bare_app(folder: Path) -> list[str]:
    """The command that starts the smallest possible app."""
    path = folder / "bare.py"
    path.write_text(BARE_APP)
    return [sys.executable, str(path)]


def game(*arguments: str) -> list[str]:
    """The command that starts the game."""
    return [sys.executable, str(ROOT / "play.py"), *arguments]
