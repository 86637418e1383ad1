"""Run the benchmarks, print one table, write ``bench/results.json``.

    python -m bench [--smoke] [name ...]

Each benchmark is a module of this folder with ``run(smoke) -> list[Row]``. ``ratio`` is how many
times faster than the peer (the floor, for rows against it) this code was in the same process.
With ``--smoke`` everything runs once on tiny input: it proves that the benchmarks work, not speed.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.peer_pyrender import available

MODULES = (
    "startup", "evaluate", "populator", "exact", "figures", "pictures", "produce", "jobs", "local",
    "gallery", "watching", "compare", "studio",
)  # fmt: skip
RESULTS = Path(__file__).parent / "results.json"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Shotwright's benchmarks.")
    parser.add_argument("names", nargs="*", default=[], help=f"which of: {', '.join(MODULES)}")
    parser.add_argument("--smoke", action="store_true", help="run once on tiny input")
    arguments = parser.parse_args()
    unknown = set(arguments.names) - set(MODULES)
    if unknown:
        parser.error(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(MODULES)}")
    if not available():
        print(
            "bench: no pyrender here, so nothing is compared with it: make bench", file=sys.stderr
        )
    rows: list[dict[str, object]] = []
    for name in arguments.names or MODULES:
        print(f"bench: {name}…", file=sys.stderr, flush=True)
        rows += importlib.import_module(f"bench.{name}").run(smoke=arguments.smoke)
    show(rows)
    if not arguments.smoke and not arguments.names:
        RESULTS.write_text(json.dumps(rows, indent=2) + "\n")
        print(f"written to {RESULTS}")
    return 0


def show(rows: list[dict[str, object]]) -> None:
    """Print the rows as a table, with the machine and the day."""
    day = datetime.now(UTC).date().isoformat()
    machine = platform.processor() or platform.machine()
    table = Table(title=f"{day}, {machine}, {os.cpu_count()} cores")
    for column in ("name", "scene"):
        table.add_column(column)
    for column in ("value", "unit", "peer", "ratio"):
        table.add_column(column, justify="right" if column in ("value", "ratio") else "left")
    for row in rows:
        ratio = row.get("ratio")
        table.add_row(
            str(row["name"]),
            str(row["scene"]),
            f"{row['value']:.4g}",
            str(row["unit"]),
            str(row.get("peer") or ""),
            f"{ratio:.2f}" if isinstance(ratio, float) else "",
        )
    Console(width=120).print(table)


if __name__ == "__main__":
    raise SystemExit(main())
