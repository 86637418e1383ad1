"""Placing: wishes become orders off the window's thread, and orders become jobs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal as QtSignal

from compose.project import Project
from compose.shot import Shot
from models.registry import Registry
from shotwright import ShotwrightError
from studio.desk import Desk
from visualize.brief.ordering import Wish, place_orders
from visualize.order import Order

Asked = Sequence[tuple[str, Wish]]
"""A model's id, or a look, and what is wished of it."""


class Placing(QObject):
    """One order at a time. ``refusal`` says why the last one was not placed."""

    changed = QtSignal()
    """``refusal`` or ``busy`` is new."""
    placed = QtSignal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.refusal = ""
        self.busy = False

    def place(self, shot: Shot, asked: Asked, registry: Registry) -> None:
        """Place all that is asked of a shot, or nothing where one part cannot be."""
        if self.busy:
            return
        self._set("", busy=True)
        make = partial(_orders, self._desk.session.project, shot, tuple(asked), registry)
        label = f"Shot {shot.label}, "
        self._desk.work.start(
            make, self._hand_over, lambda words: self._set(words.removeprefix(label))
        )

    def refuse(self, words: str) -> None:
        """Say why nothing can be placed; empty to say no more."""
        self._set(words, busy=self.busy)

    def _hand_over(self, orders: tuple[Order, ...]) -> None:
        try:
            self._desk.jobs.place(orders)
        except ShotwrightError as error:
            self._set(str(error))
        else:
            self._set("")
            self.placed.emit()

    def _set(self, words: str, *, busy: bool = False) -> None:
        if (words, busy) != (self.refusal, self.busy):
            self.refusal, self.busy = words, busy
            self.changed.emit()


def _orders(project: Project, shot: Shot, asked: Asked, registry: Registry) -> tuple[Order, ...]:
    return tuple(
        order for model, wish in asked
        for order in place_orders(project, (shot,), (model,), wish, registry)
    )  # fmt: skip
