"""Run jobs until there are none: ``python -m visualize.jobs [--state FOLDER]``.

Commands start it in the background. Only one at a time works: a second one ends at once.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import signal
from pathlib import Path
from types import FrameType
from typing import NoReturn

from shotwright import ShotwrightError
from visualize.jobs.assemble import make_ports
from visualize.jobs.lease import Lease
from visualize.jobs.logs import logged
from visualize.jobs.places import state_folder
from visualize.jobs.runner import Runner
from visualize.jobs.store import JobStore

_LOG = logging.getLogger("visualize.jobs")
_REQUESTS = (signal.SIGTERM, signal.SIGINT)


def main() -> int:
    """Take the lease, work, and return the exit status: 0, or 1 when the store failed."""
    parser = argparse.ArgumentParser(prog="python -m visualize.jobs", description=__doc__)
    parser.add_argument("--state", type=Path, help="the state folder")
    arguments = parser.parse_args()
    folder = arguments.state or state_folder()
    with logged(folder):
        try:
            return _work(folder)
        except ShotwrightError as error:
            _LOG.critical("%s", error)
            return 1
        except Exception:
            _LOG.exception("the runner failed")
            raise


def _work(folder: Path) -> int:
    for number in _REQUESTS:
        signal.signal(number, _leave)
    with JobStore(folder) as store:
        lease = Lease.take(store.database)
        if lease is None:
            _LOG.info("another runner works already")
            return 0
        try:
            runner = Runner(store, lease, make_ports())
        except BaseException:
            lease.release()
            raise
        for number in _REQUESTS:
            signal.signal(number, lambda *_: runner.stop())
        _LOG.info("runner begins")
        asyncio.run(runner.run())
        _LOG.info("runner ends")
    return 0


def _leave(_number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)


if __name__ == "__main__":
    raise SystemExit(main())
