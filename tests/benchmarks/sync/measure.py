"""How long a sync of 100,000 answers takes, through a folder and through a server on the loopback.

    python tests/benchmarks/sync/measure.py [--answers N] [--database postgresql://…]

Processor time is that of this process: of the device, and with a server also of the server.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from quiz.storage.log.store import Store
from quiz.storage.sync.report import Report
from tests.factories import EVENING
from tests.storage.sync.devices import Device
from tests.storage.sync.serving import SyncServer

DECKS, CARDS, PICTURES = 20, 1_000, 1_000


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=100_000)
    parser.add_argument("--database", default="")
    options = parser.parse_args()
    print(f"{'':46}{'elapsed':>10}{'processor':>12}")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        with closing(SyncServer(options.database or place / "server.db")) as server:
            laptop = _device(place / "laptop", 1, server)
            laptop.play(options.answers)
            for name, target in (("folder", place / "shared"), ("server", server.address)):
                place.joinpath("shared").mkdir(exist_ok=True)
                phone = _device(place / f"phone {name}", 2, server)
                _say(f"{name}: write {options.answers:,} answers", laptop, target)
                got = _say(f"{name}: read {options.answers:,} answers", phone, target)
                assert got.received >= options.answers
                _say(f"{name}: nothing new", laptop, target)
            _fill(laptop)
            for name, target in (("folder", place / "shared"), ("server", server.address)):
                what = f"{DECKS} decks, {PICTURES:,} pictures"
                _say(f"{name}: write {what}", laptop, target)
                _say(f"{name}: nothing new with {what}", laptop, target)
        print(f"history: {laptop.home.joinpath('history.db').stat().st_size / 1e6:.0f} MB; "
              f"folder: {_size(place / 'shared') / 1e6:.0f} MB")  # fmt: skip


def _device(place: Path, number: int, server: SyncServer) -> Device:
    place.mkdir()
    device = Device(place, number, skew=-EVENING + 1_600_000_000_000)
    server.know(device.home)
    return device


def _say(what: str, device: Device, target: str | Path) -> Report:
    with _timed(what):
        return device.sync_at_once(target)


@contextmanager
def _timed(what: str) -> Iterator[None]:
    elapsed, processor = time.perf_counter(), time.process_time()
    yield
    print(
        f"{what:46}{time.perf_counter() - elapsed:9.2f}s{time.process_time() - processor:11.2f}s",
        flush=True,
    )


def _fill(device: Device) -> None:
    for deck in range(DECKS):
        cards = "".join(
            f"  - {{prompt: p{deck}-{card}, answer: a{card}, image: pictures/{number}.png}}\n"
            for card in range(CARDS)
            for number in [(deck * CARDS + card) % PICTURES]
        )
        device.write(f"title: Deck {deck}\ncards:\n{cards}", f"deck-{deck:02}.yaml")
    folder = device.decks / "pictures"
    folder.mkdir()
    for number in range(PICTURES):
        picture = b"\x89PNG\r\n\x1a\n" + number.to_bytes(4, "big") * 2_500
        folder.joinpath(f"{number}.png").write_bytes(picture)
    with closing(Store.open(device.home)):
        assert device.keys is not None
    # Files that have just been written count as changed.
    time.sleep(3)


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    main()
