"""A server of live quizzes for the benchmark: `python server.py PORT DATABASE KEY`."""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from quiz.serve.database.database import Database
from quiz.serve.live.requests import opens_with
from quiz.serve.live.rooms import Rooms
from quiz.serve.live.site import LiveSite
from quiz.serve.server import BackgroundServer, Wanted, listen
from quiz.serve.site import application


def main() -> None:
    port, address, key = sys.argv[1:4]
    listening = listen(Wanted("127.0.0.1", int(port)))
    site = LiveSite(Rooms(Database(address)), opens_with(key))
    app = application(site.routes(), ["localhost"], print)
    BackgroundServer(app, listening)
    print(listening.getsockname()[1], flush=True)
    while True:
        time.sleep(3600)


if __name__ == "__main__":
    main()
