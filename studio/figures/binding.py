"""Bind a number field to edits: a drag is one gesture, a typed value one entry of undo."""

from __future__ import annotations

from collections.abc import Callable

from studio.session import Session
from studio.session.session import Edit
from studio.widgets.number_field import NumberField

Changing = Callable[[float], Edit | None]
"""Returns the edit that a value means, ``None`` where there is nothing to change."""


def bind_number(session: Session, field: NumberField, label: str, changing: Changing) -> None:
    """Let a field change the project.

    Parameters
    ----------
    label
        What is done, as a menu says it.
    """

    def step(value: float) -> None:
        edit = changing(value)
        if edit is not None and session.in_gesture:
            session.step_gesture(edit)

    def whole(value: float) -> None:
        edit = changing(value)
        if edit is not None:
            session.do(label, edit)

    field.begun.connect(lambda: session.begin_gesture(label))
    field.moved.connect(step)
    field.ended.connect(session.end_gesture)
    field.cancelled.connect(session.cancel_gesture)
    field.typed.connect(whole)
