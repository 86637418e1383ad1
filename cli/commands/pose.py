"""`shotwright pose`: what a figure does – a pose, a walk, a look, a hand that reaches."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from typing import Any, get_args

from cli.acting import CHANGES, IN_PLACE, window_of
from cli.command import Command, Example
from cli.errors import DONE
from cli.flags import add_project, one_of
from cli.locate import project_folder
from cli.output import Output
from cli.stage import scene_with
from cli.values import number, stop
from compose.edits.walking import SPEEDS_M_S
from compose.evaluation import timeline_of
from compose.figures.performance import Ease, Limb
from compose.files import load_project, save_project
from shotwright import UsageError

_DOINGS = ("pose", "walk", "cycle", "motion", "look_at", "reach")
_OF_MOTIONS = ("clip", "plant")
_OF_POSES = ("frame", "ease", "mirrored", "left_hand", "right_hand")


def configure(parser: ArgumentParser) -> None:
    """Add the figure and what it does."""
    add_project(parser)
    parser.add_argument(
        "--figure", required=True, metavar="NODE",
        help="who; with --walk also a thing, as a car; with --pose also an imported rig",
    )  # fmt: skip
    parser.add_argument(
        "--scene", metavar="SCENE", help="which scene (default: the first that has the figure)"
    )
    _configure_poses(parser)
    _configure_walks(parser)
    group = parser.add_argument_group("looking and reaching")
    group.add_argument(
        "--look-at", metavar="NODE[.JOINT]", help="turn head and eyes to it; 'nothing' ends it"
    )
    group.add_argument(
        "--reach", type=_reach, action="append", default=[], metavar="LIMB:NODE[.JOINT]",
        help=f"bring {', '.join(get_args(Limb))} to it; may be repeated",
    )  # fmt: skip


def _configure_poses(parser: ArgumentParser) -> None:
    group = parser.add_argument_group("posing")
    group.add_argument("--pose", metavar="POSE", help="see `shotwright poses`")
    group.add_argument(
        "--frame", type=number, metavar="N",
        help="key the pose at this scene frame (default: hold it always)",
    )  # fmt: skip
    group.add_argument(
        "--ease", type=one_of(*get_args(Ease)), metavar="EASE",
        help=f"from the key to the next: {', '.join(get_args(Ease))} (default: smooth)",
    )  # fmt: skip
    group.add_argument("--mirrored", action="store_true", help="left and right change places")
    group.add_argument("--left-hand", metavar="HAND", help="another hand than the pose's own")
    group.add_argument("--right-hand", metavar="HAND", help="another hand than the pose's own")


def _configure_walks(parser: ArgumentParser) -> None:
    group = parser.add_argument_group("walking")
    group.add_argument(
        "--walk", type=stop, nargs="+", metavar="X,Z",
        help="points to walk through, from where the walk begins; or x,y,z",
    )  # fmt: skip
    group.add_argument("--speed", type=number, metavar="M/S", help="default: as the cycle goes")
    group.add_argument(
        "--cycle", type=one_of(*SPEEDS_M_S, *IN_PLACE), metavar="CYCLE",
        help=f"{', '.join(SPEEDS_M_S)} (default: walk); without --walk: {', '.join(IN_PLACE)}",
    )  # fmt: skip
    group.add_argument(
        "--start", type=number, metavar="FRAME",
        help="the scene frame at which walk, cycle or motion begin (default: 0)",
    )  # fmt: skip
    group = parser.add_argument_group("motion made elsewhere")
    group.add_argument(
        "--motion", metavar="FILE", help="a BVH file or a rigged model: it is copied in and played"
    )
    group.add_argument(
        "--clip", metavar="NAME", help="which of its animations (default: the first)"
    )
    group.add_argument(
        "--plant", action="store_true",
        help="raise or lower all of it until its lowest foot touches the ground",
    )  # fmt: skip


def run(arguments: Namespace, output: Output) -> int:
    """Change what the figure does, save, and say it."""
    _check(arguments)
    project = load_project(project_folder(arguments.project))
    scene = scene_with(project, arguments.scene, arguments.figure)
    node = scene.find(arguments.figure)
    done = []
    for change in CHANGES:
        project, told = change(project, scene, node, arguments)
        done += [told] if told else []
    timeline_of(project, project.scene(scene.id))
    save_project(project)
    output.line(f"{node.name} {', '.join(done)}.")
    document: dict[str, Any] = {
        "scene": scene.id, "node": node.id, "name": node.name, "done": done
    }  # fmt: skip
    if arguments.walk is not None:
        document["start"], document["end"] = window_of(project, scene, node)
    output.document(document)
    return DONE


def _check(arguments: Namespace) -> None:
    """Refuse flags that say nothing without another one."""
    if not any(getattr(arguments, name) for name in _DOINGS):
        flags = [f"--{name.replace('_', '-')}" for name in _DOINGS]
        raise UsageError(f"Say what the figure does: {', '.join(flags[:-1])} or {flags[-1]}.")
    needs = dict.fromkeys(_OF_POSES, "pose") | dict.fromkeys(_OF_MOTIONS, "motion")
    needs |= {"speed": "walk"}
    for flag, wanted in needs.items():
        if getattr(arguments, flag) not in (None, False) and not getattr(arguments, wanted):
            raise UsageError(f"--{flag.replace('_', '-')} says nothing without --{wanted}.")
    if arguments.ease and arguments.frame is None:
        raise UsageError("--ease belongs to a key; add --frame N.")
    begins = arguments.walk or arguments.cycle or arguments.motion
    if arguments.start is not None and not begins:
        raise UsageError("--start says nothing without --walk, --cycle or --motion.")
    travels = arguments.cycle in SPEEDS_M_S
    if arguments.cycle and travels != bool(arguments.walk):
        other = "needs a --walk X,Z X,Z" if travels else "stays in place; leave out --walk"
        raise UsageError(f"The cycle {arguments.cycle!r} {other}.")


def _reach(text: str) -> tuple[str, str]:
    limb, colon, where = text.partition(":")
    limb = limb.strip().replace("-", "_")
    if not colon or not where:
        raise ArgumentTypeError(f"{text!r} reaches nothing; write it as right_hand:Cup")
    return one_of(*get_args(Limb))(limb), where


COMMAND = Command(
    name="pose",
    summary="pose a figure, let it walk, look and reach",
    details=(
        "A pose is held always, or keyed at a frame; keys are blended from one to the next.\n"
        "What poses and hands there are: `shotwright poses`. More in docs/figures.md."
    ),
    examples=(
        Example("shotwright pose film --figure Anna --pose arms-crossed", "a pose that is held"),
        Example(
            "shotwright pose film --figure Anna --pose point --mirrored --frame 24 --ease smooth",
            "a pose at a frame, blended with the ones before and after",
        ),
        Example(
            "shotwright pose film --figure Anna --walk 2,3 0,2 -2,2 --speed 1.2 --look-at Box",
            "walk through three points and watch the box",
        ),
        Example(
            "shotwright pose film --figure Anna --pose lean --reach right_hand:Box --json",
            "lean, with a hand on something",
        ),
    ),
    configure=configure,
    run=run,
)
