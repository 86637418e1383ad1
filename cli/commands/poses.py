"""`shotwright poses`: the poses and hands of figures, and their picture catalogue."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from cli.catalogue_flags import add_catalogue_flags, draw_catalogue
from cli.command import Command, Example
from cli.errors import DONE
from cli.output import Column, Output, counted
from compose.errors import NotFoundError
from compose.figures.pose import HANDS, POSES
from shotwright import UsageError


def configure(parser: ArgumentParser) -> None:
    """Add which poses, and the picture."""
    parser.add_argument(
        "pose", nargs="*", metavar="NAME", help="poses and hands by name (default: all)"
    )
    parser.add_argument("--group", metavar="GROUP", help="only the poses of one group, or 'hands'")
    add_catalogue_flags(parser)


def run(arguments: Namespace, output: Output) -> int:
    """List poses and hands, or draw them."""
    poses, hands = _chosen(arguments)
    document: dict[str, Any] = {
        "poses": [_facts(name) for name in poses],
        "hands": list(hands),
    }
    if arguments.picture is not None:
        document["picture"] = str(_draw(arguments, (*poses, *hands), output).absolute())
    else:
        _list(poses, hands, output)
    output.document(document)
    return DONE


def _chosen(arguments: Namespace) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of poses and of hands; a name that both have means both."""
    if arguments.pose and arguments.group is not None:
        raise UsageError("Name poses or a --group, not both.")
    groups = [*dict.fromkeys(pose.group for pose in POSES.values()), "hands"]
    if arguments.group is not None and arguments.group not in groups:
        raise NotFoundError("group of poses", arguments.group, groups)
    for name in arguments.pose:
        if name not in POSES and name not in HANDS:
            raise NotFoundError("pose or hand called", name, [*POSES, *HANDS])
    if arguments.pose:
        return (
            tuple(name for name in POSES if name in arguments.pose),
            tuple(name for name in HANDS if name in arguments.pose),
        )
    group = arguments.group
    poses = tuple(name for name, pose in POSES.items() if group in (None, pose.group))
    return poses, tuple(HANDS) if group in (None, "hands") else ()


def _list(poses: tuple[str, ...], hands: tuple[str, ...], output: Output) -> None:
    rows = [(POSES[name].group, name, POSES[name].title, _hands_of(name)) for name in poses]
    rows += [("hands", name, "", "") for name in hands]
    columns = (Column("group"), Column("name"), Column("what it is", wraps=True), Column("hands"))
    output.table(columns, rows)
    told = [counted(len(poses), "pose")] if poses else []
    told += [counted(len(hands), "hand")] if hands else []
    output.note(
        f"\n{', '.join(told)}; hands are left, right where they differ."
        "\nshotwright poses --picture poses.png draws them."
    )


def _hands_of(name: str) -> str:
    pose = POSES[name]
    both = dict.fromkeys((pose.left_hand, pose.right_hand))
    return ", ".join(both)


def _facts(name: str) -> dict[str, str]:
    pose = POSES[name]
    return {
        "name": name,
        "group": pose.group,
        "title": pose.title,
        "left_hand": pose.left_hand,
        "right_hand": pose.right_hand,
    }


def _draw(arguments: Namespace, names: tuple[str, ...], output: Output) -> Path:
    from visualize.catalogue import picture_poses

    drawn = counted(len(dict.fromkeys(names)), "name")
    return draw_catalogue(picture_poses, arguments, names, output, drawn)


COMMAND = Command(
    name="poses",
    summary="list the poses and hands of figures, and draw them",
    details="A pose is seen from front three-quarter and from the side. To use one: `pose`.",
    examples=(
        Example("shotwright poses", "every pose and hand by group"),
        Example("shotwright poses --group seated --json", "the seated ones, for a program"),
        Example("shotwright poses sit lean point --picture poses.png", "a page of pictures"),
    ),
    configure=configure,
    run=run,
)
