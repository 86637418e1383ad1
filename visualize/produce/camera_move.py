"""A shot's camera move in a director's words, for captions."""

from __future__ import annotations

from compose.moves import analyse_shot
from compose.project import Project
from compose.shot import Shot

_MOST_CLAUSES = 3


def camera_move(project: Project, shot: Shot) -> str:
    """Return a phrase such as ``"crane down 11.3 m while tilting up 23°, then holds"``.

    Of a longer story the first parts are told.

    Raises
    ------
    ShotwrightError
        When the scene cannot be what it says.
    """
    clauses = analyse_shot(project, shot).words.split(", then ")
    told = ", then ".join(clauses[:_MOST_CLAUSES])
    return told + (" …" if len(clauses) > _MOST_CLAUSES else "")
