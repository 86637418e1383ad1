"""Budgets a day, a project and a shot: what goes over is refused before anything is sent."""

from __future__ import annotations

from functools import partial
from typing import get_args

from PySide6.QtWidgets import QLineEdit

from shotwright import ShotwrightError
from studio.desk import Desk
from studio.preferences.form import FormPage, note
from visualize.jobs.budget import Scope, clear_limits, limits, set_limits, standing

_TITLES = {"day": "A day, all projects", "project": "A project", "shot": "A shot"}


class BudgetsPage(FormPage):
    """One row a scope: dollars, or nothing for no limit."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            "Budgets",
            "An order that could go over a budget is refused, counting the upper bound of all that "
            "is under way. A price that nobody knows counts as over. Empty means no limit.",
        )
        self._desk = desk
        store = desk.jobs.store
        if store is None:
            self.tell(desk.jobs.problem, bad=True)
            return
        known = limits(store.database)
        for scope in get_args(Scope):
            field = QLineEdit(f"{known[scope]:g}" if scope in known else "")
            field.setPlaceholderText("no limit")
            field.setMaximumWidth(160)
            field.editingFinished.connect(partial(self._set, scope, field))
            self.add_row(f"{_TITLES[scope]}, US$", field)
        today = standing(store.database, "day")
        self.add_row(
            "Today",
            note(f"${today.spent_usd:,.2f} spent, ${today.under_way_usd:,.2f} under way", "quiet"),
        )

    def _set(self, scope: Scope, field: QLineEdit) -> None:
        store, text = self._desk.jobs.store, field.text().strip().lstrip("$")
        if store is None:
            return
        try:
            if text:
                set_limits(store.database, {scope: float(text)})
            else:
                clear_limits(store.database, (scope,))
        except ValueError:
            self.tell(f"{field.text()!r} is no amount of dollars.", bad=True)
            return
        except ShotwrightError as error:
            self.tell(str(error), bad=True)
            return
        self.tell(f"{_TITLES[scope]}: {'$' + text if text else 'no limit'}.")
        self._desk.jobs.changed.emit()
