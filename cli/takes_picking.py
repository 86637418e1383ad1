"""`shotwright takes pick`, `unpick` and `picks`: the one take of each shot that is cut."""

from __future__ import annotations

from typing import Any

from cli.errors import DONE
from cli.output import Column
from cli.take_words import Said, shown_frames, take_facts
from cli.takes_asked import Asked
from compose.errors import NotFoundError
from compose.files import load_project, save_project
from compose.project import Project
from compose.shot import Shot
from models.lengths import seconds_text
from shotwright import UsageError
from visualize.takes.picks import Picked, pick, picked_sequence, picks_of, unpick

_COLUMNS = (
    Column("shot"),
    Column("pick"),
    Column("made by"),
    Column("shows", wraps=True),
    Column("length", right=True),
)


def pick_take(asked: Asked) -> int:
    """Make a take the pick of its shot, in place of the one before."""
    asked.refuse_words(1)
    row = asked.take()
    project = load_project(asked.folder)
    picked = pick(project, row)
    before = project.shot(row.take.of.shot)
    save_project(picked)
    asked.output.document({"shot": before.number, "pick": row.take.id, "before": before.pick})
    replaced = ", in place of another" if before.pick not in (None, row.take.id) else ""
    asked.output.line(f"{row.path.stem} is the pick of shot {before.label}{replaced}.")
    return DONE


def unpick_take(asked: Asked) -> int:
    """Leave a shot, named itself or by its pick, without a pick."""
    asked.refuse_words(1)
    if not asked.words:
        raise UsageError("Say which shot or take: shotwright takes unpick 010")
    project = load_project(asked.folder)
    shot = _shot(asked, project)
    save_project(unpick(project, shot))
    asked.output.document({"shot": shot.number, "pick": None, "before": shot.pick})
    asked.output.line(f"Shot {shot.label} has no pick now.")
    return DONE


def _shot(asked: Asked, project: Project) -> Shot:
    try:
        return project.shot(asked.words[0])
    except NotFoundError:
        picks = picks_of(project)
        if asked.words[0] in picks:  # of a take that is gone
            return picks[asked.words[0]]
        row = asked.take()
    if row.take.id not in picks:
        raise UsageError(f"{row.path.stem} is not the pick of any shot.")
    return picks[row.take.id]


def show_picks(asked: Asked) -> int:
    """Show the sequence, each shot with its pick."""
    asked.refuse_words(0)
    project = load_project(asked.folder)
    sequence = picked_sequence(project, asked.gallery)
    missing = [one for one in sequence if one.row is None]
    asked.output.document({
        "picks": [_facts(one) for one in sequence], "missing": len(missing),
    })  # fmt: skip
    if not sequence:
        asked.output.line("The sequence has no shots yet.")
        return DONE
    asked.output.table(_COLUMNS, [_row(one, project) for one in sequence])
    left = f"{len(missing)} of {len(sequence)} shots have no pick to be shown"
    asked.output.note(f"\n{left if missing else 'Every shot of the sequence has its pick'}.")
    return DONE


def _row(picked: Picked, project: Project) -> tuple[str, ...]:
    length = seconds_text(len(picked.shot.window) / project.frame_rate)
    if picked.row is None:
        return (picked.shot.label, "-", "", picked.missing, length)
    take = picked.row.take
    return (picked.shot.label, picked.row.path.stem, take.made.model_name, shown_frames(take),
            length)  # fmt: skip


def _facts(picked: Picked) -> dict[str, Any]:
    shot = picked.shot
    return {
        "place": picked.place,
        "shot": {"id": shot.id, "number": shot.number, "name": shot.name,
                 "start": shot.start, "end": shot.end},
        "pick": None if picked.row is None else take_facts(picked.row, Said()),
        "missing": picked.missing,
    }  # fmt: skip
