"""`shotwright passes`: the table of passes."""

from __future__ import annotations

import math
from argparse import ArgumentParser, Namespace

from cli.command import Command, Example
from cli.errors import DONE
from cli.output import Column, Output
from visualize.render.passes import PASSES, Pass


def configure(parser: ArgumentParser) -> None:
    """Take no argument of its own."""


def run(_arguments: Namespace, output: Output) -> int:
    """Print every pass with its type, unit, clear value and meaning."""
    output.document({"passes": [_facts(entry) for entry in PASSES.values()]})
    output.table(
        (
            Column("pass"),
            Column("kind"),
            Column("array"),
            Column("unit", wraps=True),
            Column("empty is"),
            Column("what it shows", wraps=True),
        ),
        [
            (p.name, p.kind, f"{p.channels} x {p.dtype}", p.unit, _clear(p), p.meaning)
            for p in PASSES.values()
        ],
    )
    output.note(
        "\nExact passes hold one sample at the pixel centre; pictures are antialiased."
        "\n--passes all is every one of these but beauty_linear."
    )
    return DONE


def _facts(entry: Pass) -> dict[str, object]:
    return {
        "name": entry.name,
        "kind": entry.kind,
        "channels": entry.channels,
        "dtype": entry.dtype,
        "unit": entry.unit,
        "clear": [value if math.isfinite(value) else str(value) for value in entry.clear],
        "meaning": entry.meaning,
    }


def _clear(entry: Pass) -> str:
    return " ".join(f"{value:g}" for value in entry.clear)


COMMAND = Command(
    name="passes",
    summary="list the passes, with their units",
    examples=(
        Example("shotwright passes", "the table of passes"),
        Example("shotwright passes --json", "the same for a program"),
    ),
    configure=configure,
    run=run,
)
