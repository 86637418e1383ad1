"""Apply a move by name: ordinary keys on the camera of a shot."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from compose.errors import NotFoundError, SceneError
from compose.evaluation import timeline_of
from compose.moves import around, handheld, keeping, lensing, travel, turning
from compose.moves.motion import frames_of, reach_of, sample_motion
from compose.moves.move import Move, Options
from compose.moves.plan import MovePlan, Setup
from compose.moves.subjects import Subject, subject_of
from compose.moves.writing import write_motion
from compose.project import Project
from compose.shot import Shot
from compose.timing import FrameRange

_ALL = (
    *travel.MOVES,
    *turning.MOVES,
    *lensing.MOVES,
    *around.MOVES,
    *keeping.MOVES,
    *handheld.MOVES,
)

MOVES: Mapping[str, Move] = {move.name: move for move, _ in _ALL}
"""Every move by its name."""

OTHER_NAMES: Mapping[str, str] = {
    "orbit": "arc",
    "jib": "crane",
    "boom": "crane",
    "track": "truck",
    "vertigo": "dolly-zoom",
    "ots": "over-the-shoulder",
    "dutch": "roll",
    "locked-off": "static",
}
"""Other words of the trade, and the move that they mean."""

_PLANS: Mapping[str, Callable[[Setup], MovePlan]] = {move.name: plan for move, plan in _ALL}


def move_named(name: str) -> Move:
    """Return the move of a name, or of another word for it.

    Raises
    ------
    NotFoundError
        When there is none; the nearest are offered.
    """
    known = OTHER_NAMES.get(name, name)
    if known not in MOVES:
        raise NotFoundError("camera move", name, [*MOVES, *OTHER_NAMES])
    return MOVES[known]


def apply_move(
    project: Project, shot: Shot | str, move: str, *,
    frames: FrameRange | tuple[int, int] | None = None, own: bool = False, **parameters: object,
) -> Project:  # fmt: skip
    """Return the project with a camera move on a shot, as ordinary keys.

    A move goes on top of what the camera does already in these frames, so that a truck and a
    pedestal make a diagonal, and handheld comes last; ``static`` clears the way. The keys are the
    scene's, or with ``own`` the shot's override tracks. A camera that aims at a node keeps its aim:
    what turns it moves the aim's offset and roll. Where the move ends before the shot, what the
    camera does in the rest of it goes on from where the move leaves it.

    Parameters
    ----------
    shot
        The shot, or its id.
    move
        A name of ``MOVES`` or ``OTHER_NAMES``.
    frames
        Scene frames, half-open; without them the shot's window.
    parameters
        As the move declares them. ``subject`` (and ``shoulder``) are names or ids of nodes.

    Raises
    ------
    NotFoundError
        When there is no such shot, move, parameter, subject or joint.
    SceneError
        When a parameter does not fit, or the move cannot be made from where the camera is.
    """
    chosen = move_named(move)
    options = chosen.options(parameters)
    # the project's own: a Shot in hand may be older than the project
    shot = project.shot(shot if isinstance(shot, str) else shot.id)
    window = frames_of(shot, frames)
    if len(window) < 2 and chosen.name != "static":
        raise SceneError(f"The move {move!r} needs at least two frames; give it more.")
    subjects = _subjects(project, shot, options, chosen.figure_aim)
    reach = reach_of(project, shot, window)
    motion, rig, places = sample_motion(project, shot, reach, tuple(subjects.values()))
    count = len(window)
    found = {name: places[subject.slot][:count] for name, subject in subjects.items()}
    plan = _PLANS[chosen.name](Setup(motion=motion.first(count), subjects=found, options=options))
    return write_motion(
        project, shot, motion, plan.motion, rig, groups=chosen.writes, spans=plan.spans, own=own
    )


def _subjects(
    project: Project, shot: Shot, options: Options, figure_aim: str
) -> dict[str, Subject]:
    """Return the subjects that the options name, by the parameter's name."""
    named = {name: options.text(name) for name in ("subject", "shoulder")}
    if not any(named.values()):
        return {}
    scene = project.scene(shot.scene)
    timeline = timeline_of(project, scene, shot=shot)
    joints = {"subject": options.text("joint")}
    return {
        name: subject_of(timeline, scene, text, joints.get(name), figure_aim)
        for name, text in named.items()
        if text is not None
    }
