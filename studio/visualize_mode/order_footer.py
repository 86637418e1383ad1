"""OrderFooter: how many takes, what they cost, what is left today, and the button."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QIntValidator, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.desk import Desk
from studio.theme import Theme
from studio.visualize_mode.adding_keys import open_keys
from studio.visualize_mode.asking import Asking
from studio.visualize_mode.modes import mode_words
from studio.visualize_mode.quote import BudgetWords, Quote, budget_words
from studio.widgets.elided_label import ElidedLabel
from visualize.brief.ordering import MOST_TAKES


class BudgetBar(QWidget):
    """What is spent and under way of today's budget."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._spent = self._under_way = 0.0
        self.setFixedHeight(6)

    def show_budget(self, words: BudgetWords) -> None:
        """Show parts of the whole, 0 to 1."""
        self._spent, self._under_way = words.spent, words.under_way
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, then what is spent, then what is under way."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        at = 0.0
        painter.setBrush(self._theme.color("bg4"))
        painter.drawRoundedRect(QRectF(self.rect()), 2, 2)
        for share, token in ((self._spent, "text3"), (self._under_way, "tungsten")):
            width = self.width() * min(share, 1.0 - at)
            painter.setBrush(self._theme.color(token))
            painter.drawRoundedRect(QRectF(self.width() * at, 0.0, width, self.height()), 2, 2)
            at = min(at + share, 1.0)


class OrderFooter(QFrame):
    """The last step: takes, price, budget, and the two buttons."""

    generate = QtSignal()
    direct = QtSignal()

    def __init__(self, desk: Desk, asking: Asking, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", "footer")
        self.setObjectName("visualize-order")
        self.setAccessibleName("Order")
        self._desk, self._asking = desk, asking
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        column.addLayout(self._takes_row())
        column.addLayout(self._budget_row())
        self.allow = QCheckBox("Allow an unknown price")
        self.allow.setToolTip("There is a budget, and nobody can say what this take costs")
        self.allow.clicked.connect(self._allow)
        column.addWidget(self.allow)
        self.refusal = QLabel()
        self.refusal.setProperty("role", "bad")
        self.refusal.setWordWrap(True)
        self.refusal.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.refusal)
        self.add_key = QPushButton()
        self.add_key.setObjectName("visualize-add-key")
        self.add_key.setIcon(desk.theme.icon("key-outline"))
        self.add_key.clicked.connect(lambda *_: open_keys(desk))
        column.addWidget(self.add_key)
        column.addLayout(self._buttons())
        for signal in (asking.judged, asking.form_changed, asking.refusal_changed):
            signal.connect(self.refresh)
        desk.jobs.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what the form would cost, and whether it can be ordered."""
        form, answer = self._asking.form, self._asking.answer
        priced = None if answer is None else answer.quote
        if self.takes.hasAcceptableInput() or not self.takes.hasFocus():
            self.takes.setText(str(form.takes))
        self._show_price(priced)
        told = budget_words(self._desk.jobs.budget(), None if priced is None else priced.high_usd)
        if told is not None:
            self._bar.show_budget(told)
            self._left.setText(told.words)
        limited = told is not None and "left" in told.words
        self._bar.setVisible(limited)
        unknown = priced is not None and priced.planned is not None and priced.high_usd is None
        self.allow.setVisible(unknown and limited)
        self.allow.setChecked(form.allow_unknown_price)
        refusal = self._refusal(priced, told, unknown=unknown and limited)
        self.refusal.setText(refusal)
        self.refusal.setVisible(bool(refusal))
        lacking = [] if answer is None else [
            row.lacks_key for key in form.keys if (row := answer.models.exact(key)) is not None
        ]  # fmt: skip
        self.add_key.setVisible(any(lacking))
        self.add_key.setText(f"Add a {next(filter(None, lacking), '')} key")
        planned = priced is not None and priced.planned is not None and not priced.refusal
        able = planned and not any(lacking) and not self._asking.busy and self._asking.settled
        blocked = bool(told and told.refusal) or (
            unknown and limited and not form.allow_unknown_price
        )
        self.button.setEnabled(able and not blocked)
        asks = mode_words()[form.mode].asks(form.count)
        self.button.setText("Placing…" if self._asking.busy else asks)
        self._each.setText("Takes each" if form.also else "Takes")
        tip = self._desk.commands.tip("make.generate")
        self.button.setToolTip(refusal or tip)
        can_draw = self._asking.shot is not None and answer is not None
        self.direct_button.setEnabled(can_draw and not self._asking.busy)

    def _show_price(self, priced: Quote | None) -> None:
        words = "" if priced is None else priced.price_words()
        self._price.setText(words)
        known = words not in ("", "Free", "unknown")
        self._kind.setText("estimated" if known else "price")
        self._kind.setVisible(known or words == "unknown")
        estimate = None if priced is None else priced.estimate
        self._price.setToolTip("" if estimate is None else estimate.why)
        other = "" if priced is None else priced.alternative
        asked = None if priced is None else priced.asked
        if asked is not None and not self._asking.settled:
            other = "Looking which model suits the shot"
        elif not other and asked is not None and asked.card.no_ai:
            other = "No AI, on this machine"
        self._other.setText(other)

    def _refusal(self, priced: Quote | None, told: BudgetWords | None, *, unknown: bool) -> str:
        if self._desk.jobs.problem and self._desk.jobs.store is None:
            return self._desk.jobs.problem
        if self._asking.refusal:
            return self._asking.refusal
        if priced is None:
            return ""
        if priced.refusal:
            return priced.refusal
        if told is not None and told.refusal:
            return (
                f"{told.refusal} Ask for fewer takes, a cheaper model, or raise it in Preferences."
            )
        if unknown and not self._asking.form.allow_unknown_price:
            return "Nobody knows what this costs, and there is a budget."
        return ""

    def _takes_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        self._each = label = QLabel("Takes")
        label.setProperty("role", "label")
        self.takes = QLineEdit()
        self.takes.setObjectName("visualize-takes-count")
        self.takes.setAccessibleName("Takes")
        self.takes.setValidator(QIntValidator(1, MOST_TAKES, self.takes))
        self.takes.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.takes.setFixedSize(44, 26)
        self.takes.textEdited.connect(self._typed)
        label.setBuddy(self.takes)
        row.addWidget(label)
        row.addSpacing(4)
        row.addWidget(self._step("minus", "One take fewer", -1))
        row.addWidget(self.takes)
        row.addWidget(self._step("plus", "One take more", 1))
        row.addStretch(1)
        price = QVBoxLayout()
        price.setSpacing(0)
        first = QHBoxLayout()
        first.setSpacing(4)
        self._price, self._kind = QLabel(), QLabel()
        self._price.setProperty("role", "strong")
        self._kind.setProperty("role", "caption")
        first.addStretch(1)
        first.addWidget(self._price)
        first.addWidget(self._kind)
        self._other = ElidedLabel("", "caption")
        self._other.setAlignment(Qt.AlignmentFlag.AlignRight)
        price.addLayout(first)
        price.addWidget(self._other)
        row.addLayout(price, 4)
        return row

    def _step(self, icon: str, tip: str, by: int) -> QToolButton:
        button = QToolButton()
        button.setProperty("kind", "square")
        button.setIcon(self._desk.theme.icon(icon))
        button.setFixedSize(26, 26)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.clicked.connect(lambda: self._count(self._asking.form.takes + by))
        return button

    def _budget_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        self._bar = BudgetBar(self._desk.theme)
        self._left = QLabel()
        self._left.setProperty("role", "caption")
        row.addWidget(self._bar, 1)
        row.addStretch(0)
        row.addWidget(self._left)
        return row

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.button = QPushButton()
        self.button.setObjectName("visualize-generate")
        self.button.setProperty("kind", "primary")
        self.button.setIcon(self._desk.theme.icon("creation", "on_fill"))
        self.button.setIconSize(QSize(18, 18))
        self.button.clicked.connect(self.generate)
        self.direct_button = QPushButton("Direct Render  free")
        self.direct_button.setObjectName("visualize-direct")
        self.direct_button.setProperty("kind", "large")
        self.direct_button.setIcon(self._desk.theme.icon("vector-square"))
        self.direct_button.setIconSize(QSize(18, 18))
        tip = self._desk.commands.tip("make.direct")
        self.direct_button.setToolTip(f"{tip}: the shot as it is drawn here, no AI, no model")
        self.direct_button.clicked.connect(self.direct)
        row.addWidget(self.button, 1)
        row.addWidget(self.direct_button, 1)
        return row

    def _typed(self, text: str) -> None:
        if self.takes.hasAcceptableInput():
            self._count(int(text))

    def _count(self, count: int) -> None:
        self._asking.change(self._asking.form.with_takes(count))

    def _allow(self, on: bool) -> None:
        self._asking.change(replace(self._asking.form, allow_unknown_price=on))
