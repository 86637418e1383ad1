"""`shotwright moves`: the camera moves there are, and what each may be asked for."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from cli.command import Command, Example
from cli.errors import DONE
from cli.output import Column, Output
from compose.moves import MOVES, OTHER_NAMES, Move, Parameter, move_named


def configure(parser: ArgumentParser) -> None:
    """Add which moves."""
    parser.add_argument("move", nargs="*", metavar="MOVE", help="moves by name (default: all)")


def run(arguments: Namespace, output: Output) -> int:
    """List the moves, or tell what some may be asked for."""
    moves = [move_named(name) for name in arguments.move] or list(MOVES.values())
    if arguments.move:
        for move in moves:
            _tell(move, output)
    else:
        rows = [(move.name, move.subject, move.summary) for move in moves]
        output.table((Column("move"), Column("subject"), Column("what it does", wraps=True)), rows)
        others = ", ".join(f"{other} is {name}" for other, name in OTHER_NAMES.items())
        output.note(f"\nOther words: {others}.\nshotwright moves MOVE shows what it takes.")
    output.document({"moves": [_facts(move) for move in moves]})
    return DONE


def _tell(move: Move, output: Output) -> None:
    output.line(f"{move.name}: {move.summary}")
    if move.parameters:
        columns = (
            Column("parameter"), Column("default", right=True), Column("range"),
            Column("what it is", wraps=True),
        )  # fmt: skip
        rows = [(p.name, _default(p), _range(p), p.summary) for p in move.parameters]
        output.table(columns, rows)
    output.line()


def _default(parameter: Parameter) -> str:
    value = parameter.default
    return "" if value is None else f"{value:.4g}" if isinstance(value, float) else str(value)


def _range(parameter: Parameter) -> str:
    if parameter.kind == "choice":
        return ", ".join(parameter.choices)
    if parameter.kind in ("name", "point"):
        return {"name": "a name", "point": "x,y,z in m"}[parameter.kind]
    return f"{parameter.low:g} to {parameter.high:g} {parameter.unit}".rstrip()


def _facts(move: Move) -> dict[str, Any]:
    return {
        "name": move.name,
        "summary": move.summary,
        "subject": move.subject,
        "writes": list(move.writes),
        "parameters": [
            {"name": p.name, "kind": p.kind, "unit": p.unit, "default": p.default,
             "summary": p.summary}
            for p in move.parameters
        ],
    }  # fmt: skip


COMMAND = Command(
    name="moves",
    summary="list the camera moves, and what each may be asked for",
    details="A move becomes ordinary keys: see docs/camera-moves.md.",
    examples=(
        Example("shotwright moves", "every move in a line"),
        Example("shotwright moves crane orbit", "what these two may be asked for"),
    ),
    configure=configure,
    run=run,
)
