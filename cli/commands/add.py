"""`shotwright add`: a prop, a shape, a figure, a light or a camera, put on the stage."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import get_args

from cli.adding import OTHERS, SHAPE, added, kind_of
from cli.command import Command, Example
from cli.errors import DONE
from cli.flags import add_project, one_of
from cli.locate import project_folder
from cli.output import Output
from cli.stage import add_scene_flag, chosen_scene
from cli.values import label, number, part_color, place, setting
from compose.figures.body import Age, Hair, Outfit, Sex
from compose.files import load_project, save_project
from compose.geometry.shapes import SHAPES
from compose.node import Node


def configure(parser: ArgumentParser) -> None:
    """Add what, where it stands, and how it is meant."""
    parser.add_argument(
        "what", metavar="WHAT",
        help=f"a prop of the kit, a shape ({', '.join(SHAPES)}), or {', '.join(OTHERS)}; where"
        f" the kit has a shape's name, {SHAPE}NAME is the shape",
    )  # fmt: skip
    add_project(parser)
    add_scene_flag(parser)
    parser.add_argument(
        "--name", type=label, metavar="NAME", help="what to call it (default: what it is)"
    )
    parser.add_argument(
        "--set", type=setting, action="append", default=[], metavar="NAME=VALUE",
        help="a parameter of the thing, such as width=2; may be repeated",
    )  # fmt: skip
    parser.add_argument(
        "--color", type=part_color, action="append", default=[], metavar="PART=#RRGGBB",
        help="a part's colour, or '#rrggbb' of a shape or a light; may be repeated",
    )  # fmt: skip
    _configure_place(parser)
    _configure_figures(parser)
    group = parser.add_argument_group("cameras")
    group.add_argument("--aim", metavar="NODE[.JOINT]", help="what the camera keeps looking at")


def _configure_place(parser: ArgumentParser) -> None:
    group = parser.add_argument_group("place")
    group.add_argument(
        "--at", type=place, metavar="X,Y,Z", help="where it stands, in metres (default: 0,0,0)"
    )
    group.add_argument("--turn", type=number, metavar="DEGREES", help="turn it about its up axis")
    group.add_argument(
        "--tilt", type=number, metavar="DEGREES", help="turn a light or a camera up, or down with -"
    )
    group.add_argument(
        "--on", metavar="NODE[.JOINT]",
        help="what it stands on and goes with, or the joint that holds it, as Anna.right_grip",
    )  # fmt: skip


def _configure_figures(parser: ArgumentParser) -> None:
    group = parser.add_argument_group("figures")
    group.add_argument("--age", type=one_of(*get_args(Age)), metavar="AGE", help=_listed(Age))
    group.add_argument("--sex", type=one_of(*get_args(Sex)), metavar="SEX", help=_listed(Sex))
    group.add_argument("--height", type=number, metavar="METRES", help="0.8 to 2.3")
    group.add_argument("--build", type=number, metavar="B", help="-1 slight, 0 average, 1 heavy")
    group.add_argument(
        "--outfit", type=one_of(*get_args(Outfit)), metavar="OUTFIT", help=_listed(Outfit)
    )
    group.add_argument("--hair", type=one_of(*get_args(Hair)), metavar="HAIR", help=_listed(Hair))
    group.add_argument("--pose", metavar="POSE", help="see `shotwright poses` (default: stand)")


def _listed(words: object) -> str:
    return ", ".join(get_args(words))


def run(arguments: Namespace, output: Output) -> int:
    """Add the thing, save, and say where it stands."""
    kind, what = kind_of(arguments.what)
    project = load_project(project_folder(arguments.project))
    scene = chosen_scene(project, arguments.scene)
    changed = added(project, scene, kind, what, arguments)
    save_project(changed)
    node = changed.scene(scene.id).nodes[-1]
    above = None if node.parent is None else changed.scene(scene.id).node(node.parent.node)
    _report(node, scene.name, what, above, output)
    return DONE


def _report(node: Node, scene: str, what: str, above: Node | None, output: Output) -> None:
    x, y, z = node.translation
    where = f"at {x:g}, {y:g}, {z:g}"
    if above is not None:
        joint = f".{node.parent.joint}" if node.parent and node.parent.joint else ""
        where += f" on {above.name}{joint}"
    output.line(f"Added {node.name!r} to {scene!r}, {where}.")
    output.document({
        "node": node.id, "name": node.name, "what": what, "scene": scene,
        "translation": list(node.translation), "rotation_deg": list(node.rotation_deg),
        "on": None if above is None else above.name,
        "joint": node.parent.joint if node.parent else None,
    })  # fmt: skip


COMMAND = Command(
    name="add",
    summary="put a prop, a shape, a figure, a light or a camera on the stage",
    details=(
        "What stands on something is put on top of it, in the middle; what is put into a hand\n"
        "is turned as it is held. What a prop may be asked for: `shotwright kit PROP`."
    ),
    examples=(
        Example(
            "shotwright add figure film --name Anna --sex female --height 1.7 --at 1.5,0,0"
            " --pose contrapposto --color top=#8a2f2f",
            "a woman in a red top",
        ),
        Example("shotwright add cup film --on Box --set saucer=false --json", "a cup on the box"),
        Example("shotwright add shape:arch film --at -3,0,-2 --turn 20 --set width=2.5", "an arch"),
        Example(
            "shotwright add light film --at 2,3,2 --set type=spot --tilt -45 --turn 45",
            "a spot that shines down from the right",
        ),
        Example(
            "shotwright add camera film --name B --at 3,1.6,4 --set focal_length_mm=50 --aim Box",
            "a second camera, on a 50",
        ),
    ),
    configure=configure,
    run=run,
)
