"""`shotwright kit`: what the prop store holds, and its picture catalogue."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.catalogue_flags import add_catalogue_flags, draw_catalogue
from cli.command import Command, Example
from cli.errors import DONE
from cli.output import Column, Output, counted
from compose.kit import PROPS
from compose.kit.catalogue import Entry, entry_of, names_in
from shotwright import UsageError

if TYPE_CHECKING:
    from compose.geometry.shapes.parameters import Parameter

_ORIGINS = {
    "ground": "on the ground, in the middle under it",
    "grip": "in the hand that holds it; it points along +Z",
    "wall": "on the wall behind it, which faces +Z",
    "ceiling": "on the ceiling it hangs from",
    "centre": "in its middle",
}


def configure(parser: ArgumentParser) -> None:
    """Add which props, and the picture."""
    parser.add_argument(
        "prop", nargs="*", metavar="PROP", help="props by name (default: the whole kit)"
    )
    parser.add_argument("--family", metavar="FAMILY", help="only the props of one family")
    add_catalogue_flags(parser)


def run(arguments: Namespace, output: Output) -> int:
    """List props, tell of some, or draw them."""
    names = _chosen(arguments)
    entries = [entry_of(name) for name in names]
    document: dict[str, Any] = {"props": [_facts(entry) for entry in entries]}
    if arguments.picture is not None:
        document["picture"] = str(_draw(arguments, names, output).absolute())
    elif arguments.prop:
        for entry in entries:
            _tell(entry, output)
    else:
        _list(entries, output)
    output.document(document)
    return DONE


def _chosen(arguments: Namespace) -> tuple[str, ...]:
    """Return the props asked for, each once."""
    if arguments.prop and arguments.family is not None:
        raise UsageError("Name props or a --family, not both.")
    if not arguments.prop:
        return names_in(arguments.family)
    return tuple(dict.fromkeys(name.replace("-", "_") for name in arguments.prop))


def _draw(arguments: Namespace, names: tuple[str, ...], output: Output) -> Path:
    from visualize.catalogue import picture_catalogue

    return draw_catalogue(picture_catalogue, arguments, names, output, counted(len(names), "prop"))


def _list(entries: list[Entry], output: Output) -> None:
    output.table(
        (
            Column("family"),
            Column("prop"),
            Column("size (m)", right=True),
            Column("parts", right=True),
            Column("what it is", wraps=True),
        ),
        [(e.family, e.name, _size(e), len(e.parts), e.title) for e in entries],
    )
    output.note(
        f"\n{counted(len(entries), 'prop')}; sizes are width x height x depth."
        "\nshotwright kit PROP shows what a prop may be asked for."
    )


def _tell(entry: Entry, output: Output) -> None:
    output.line(f"{entry.name}: {entry.title}")
    output.line(f"  family   {entry.family}")
    output.line(f"  size     {_size(entry)} m, {counted(entry.triangles, 'triangle')}")
    output.line(f"  origin   {_ORIGINS[entry.origin]}")
    output.line(f"  parts    {', '.join(entry.parts)}")
    output.line()
    output.table(
        (Column("parameter"), Column("default", right=True), Column("range", wraps=True)),
        [
            (name, _value(parameter.default), _range(parameter))
            for name, parameter in PROPS[entry.name].parameters.items()
        ],
    )
    output.line()


def _size(entry: Entry) -> str:
    return " x ".join(f"{value:.2f}" for value in entry.size)


def _value(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _range(parameter: Parameter) -> str:
    if parameter.kind == "switch":
        return "true or false"
    if parameter.kind == "choice":
        return ", ".join(parameter.choices)
    unit = f" {parameter.range.unit}" if parameter.range.unit else ""
    return f"{parameter.range.low:g} to {parameter.range.high:g}{unit}"


def _facts(entry: Entry) -> dict[str, Any]:
    return {
        "name": entry.name,
        "family": entry.family,
        "title": entry.title,
        "size_m": [round(value, 4) for value in entry.size],
        "origin": entry.origin,
        "parts": list(entry.parts),
        "triangles": entry.triangles,
        "parameters": {
            name: _parameter_facts(parameter)
            for name, parameter in PROPS[entry.name].parameters.items()
        },
    }


def _parameter_facts(parameter: Parameter) -> dict[str, Any]:
    facts: dict[str, Any] = {"kind": parameter.kind, "default": parameter.default}
    if parameter.kind == "choice":
        facts["choices"] = list(parameter.choices)
    elif parameter.kind != "switch":
        facts |= {"least": parameter.range.low, "greatest": parameter.range.high}
        facts |= {"unit": parameter.range.unit} if parameter.range.unit else {}
    return facts


COMMAND = Command(
    name="kit",
    summary="list the props of the kit, and draw their catalogue",
    details="Props are made by code in real sizes; every one has parameters and named parts.",
    examples=(
        Example("shotwright kit", "every prop with its family and its size"),
        Example("shotwright kit chair --json", "what a chair may be asked for, for a program"),
        Example("shotwright kit --family furniture --picture kit.png", "a page of pictures"),
    ),
    configure=configure,
    run=run,
)
