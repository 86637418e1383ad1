"""`shotwright populate`: a crowd, trees, parked cars or traffic, by one rule."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Sequence
from typing import Any

from cli.command import Command, Example
from cli.errors import DONE
from cli.flags import add_project, one_of
from cli.locate import project_folder
from cli.output import Output
from cli.stage import add_scene_flag, chosen_scene
from cli.values import corner, label, number, place, stop, whole
from compose.edits import add_populator
from compose.errors import NotFoundError, SceneError
from compose.files import load_project, save_project
from compose.node import Node
from compose.populate.expand import Variant, expand
from compose.populate.populator import MOST_COPIES, Populator, PopulatorItem
from compose.populate.presets import PRESETS, preset
from shotwright import UsageError

_FILL_AN_AREA = ("crowd", "trees")
_FIELDS = {"spacing": "spacing_m", "width": "width_m", "speed": "speed_m_s", "facing": "facing"}


def configure(parser: ArgumentParser) -> None:
    """Add the preset, where its copies stand, and how."""
    parser.add_argument("preset", metavar="PRESET", help=", ".join(PRESETS))
    add_project(parser)
    add_scene_flag(parser)
    parser.add_argument(
        "--name", type=label, metavar="NAME", help="what to call it (default: as the preset)"
    )
    _configure_where(parser)
    _configure_how(parser)


def _configure_where(parser: ArgumentParser) -> None:
    where = parser.add_argument_group("where, in metres")
    where.add_argument(
        "--area", type=corner, nargs="+", metavar="X,Z", help="the corners of an area to fill"
    )
    where.add_argument(
        "--path", type=stop, nargs="+", metavar="X,Y,Z",
        help="points of a line to stand or drive along; x and z alone are on the ground",
    )  # fmt: skip
    where.add_argument(
        "--width", type=number, metavar="METRES", help="how far the copies spread across the path"
    )
    where.add_argument("--closed", action="store_true", help="the path leads back to its start")
    where.add_argument(
        "--avoid", type=corner, nargs="+", action="append", default=[], metavar="X,Z",
        help="the corners of an area to keep free; may be repeated",
    )  # fmt: skip


def _configure_how(parser: ArgumentParser) -> None:
    how = parser.add_argument_group("how")
    how.add_argument(
        "--count", type=whole, default=20, metavar="N", help="how many at most (default: 20)"
    )
    how.add_argument(
        "--seed", type=whole, default=0, metavar="N", help="another chance (default: 0)"
    )
    how.add_argument(
        "--spacing", type=number, metavar="METRES", help="no two stand nearer than this"
    )
    how.add_argument(
        "--facing", type=one_of("random", "along", "back"), metavar="WAY",
        help="random, along the path, or back along it",
    )  # fmt: skip
    how.add_argument("--toward", type=place, metavar="X,Y,Z", help="a point that all of them face")
    how.add_argument(
        "--speed", type=number, metavar="M/S", help="how fast they drive along the path"
    )
    how.add_argument(
        "--detail", type=number, default=0.25, metavar="D",
        help="of the meshes: 0.25 in the distance, 1 close up (default: 0.25)",
    )  # fmt: skip


def run(arguments: Namespace, output: Output) -> int:
    """Add the populator, save, and say how many of what stand there."""
    project = load_project(project_folder(arguments.project))
    scene = chosen_scene(project, arguments.scene)
    populator = _populator(arguments)
    variants = expand(populator)
    copies = sum(len(variant.stand.turn) for variant in variants)
    if not copies:
        raise SceneError("There is no room for a single one. Make the place larger, or free it.")
    name = arguments.name or arguments.preset.capitalize()
    changed = add_populator(project, scene.id, name, populator)
    node = changed.scene(scene.id).nodes[-1]
    save_project(changed)
    _report(node, scene.name, populator, variants, output)
    return DONE


def _populator(arguments: Namespace) -> Populator:
    if arguments.preset not in PRESETS:
        raise NotFoundError("populator called", arguments.preset, PRESETS)
    _check_where(arguments)
    fields: dict[str, Any] = {
        field: getattr(arguments, flag)
        for flag, field in _FIELDS.items()
        if getattr(arguments, flag) is not None
    }
    if arguments.toward is not None:
        if arguments.facing is not None:
            raise UsageError("Say either --facing or --toward; both are about where they look.")
        fields |= {"facing": "toward", "toward": arguments.toward}
    path = [(x, y or 0.0, z) for x, y, z in arguments.path or ()]
    return preset(
        arguments.preset, area=arguments.area or (), path=path, count=arguments.count,
        seed=arguments.seed, detail=arguments.detail, closed=arguments.closed,
        avoid=tuple(tuple(zone) for zone in arguments.avoid), **fields,
    )  # fmt: skip


def _check_where(arguments: Namespace) -> None:
    if (arguments.area is None) == (arguments.path is None):
        raise UsageError(
            "Say where: either an --area to fill, such as --area 0,0 8,0 8,8,"
            " or a --path, such as --path 0,0 40,0."
        )
    if arguments.area is None:
        return
    if arguments.preset not in _FILL_AN_AREA:
        raise UsageError(f"{arguments.preset!r} goes along a --path, it does not fill an --area.")
    for flag in ("width", "speed", "closed"):
        if getattr(arguments, flag):
            raise UsageError(f"--{flag} is about a --path and says nothing about an --area.")
    if arguments.facing in ("along", "back"):
        raise UsageError("In an --area there is no path to face along. Use --toward X,Y,Z.")


def _report(
    node: Node, scene: str, populator: Populator, variants: Sequence[Variant], output: Output
) -> None:
    things: Counter[str] = Counter()
    for variant in variants:
        things[_thing(variant.item)] += len(variant.stand.turn)
    copies = things.total()
    told = ", ".join(f"{many} × {thing}" for thing, many in things.most_common())
    output.line(f"Added {node.name!r} to {scene!r}: {told}.")
    if copies < populator.count:
        output.note(
            f"There was room for {copies} of {populator.count}; for more, lower --spacing or"
            " give them more place."
        )
    output.document({
        "node": node.id, "name": node.name, "scene": scene, "copies": copies,
        "asked": populator.count, "looks": len(variants), "things": dict(things),
    })  # fmt: skip


def _thing(item: PopulatorItem) -> str:
    return str(item.prop) if item.body is None else item.body.age


COMMAND = Command(
    name="populate",
    summary="add a crowd, trees, an avenue, parked cars or traffic",
    details=(
        "A populator puts copies by a rule and a seed: the same words always give the same\n"
        f"copies, up to {MOST_COPIES:,}. Traffic moves, its wheels turn, and it begins the path\n"
        "again at its end. More in docs/populators.md."
    ),
    examples=(
        Example(
            "shotwright populate crowd film --area -6,-9 6,-9 6,-4 -6,-4 --count 40",
            "forty people who stand about",
        ),
        Example(
            "shotwright populate traffic film --path -60,-12 60,-12 --count 8 --speed 12",
            "cars that drive from left to right",
        ),
        Example(
            "shotwright populate trees film --area -40,-60 40,-60 40,-20 -40,-20 --count 200"
            " --seed 3 --json",
            "a wood, for a program",
        ),
    ),
    configure=configure,
    run=run,
)
