"""ModelPlace: where the list of models stands: beside the request, or in a popover over it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from studio.desk import Desk
from studio.visualize_mode.asking import Asking
from studio.visualize_mode.models_panel import ModelsPanel
from studio.widgets.line import Line

_POPOVER = QSize(360, 560)


class ModelPlace(QWidget):
    """Holds the list where there is room; else its button opens it.

    Parameters
    ----------
    panel
        The list, which moves between both places.
    """

    def __init__(
        self, desk: Desk, asking: Asking, panel: ModelsPanel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._asking, self._panel = asking, panel
        self._chosen = ""
        self.popover = QFrame(self, Qt.WindowType.Popup)
        self.popover.setProperty("panel", "card")
        self.popover.setObjectName("visualize-model-popover")
        column = QVBoxLayout(self.popover)
        column.setContentsMargins(1, 1, 1, 1)
        self.field = QWidget()
        label = QLabel("Model")
        label.setProperty("role", "label")
        self.button = QPushButton()
        self.button.setObjectName("visualize-model")
        self.button.setFixedHeight(28)
        self.button.setIcon(desk.theme.icon("chevron-down"))
        self.button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.button.setToolTip("Choose a model")
        self.button.clicked.connect(self.open)
        label.setBuddy(self.button)
        row = QHBoxLayout(self.field)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(12)
        row.addWidget(label)
        row.addWidget(self.button, 1)
        self._beside = QHBoxLayout(self)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setSpacing(0)
        self._beside.addWidget(panel, 1)
        self._beside.addWidget(Line(vertical=True))
        self.field.setVisible(False)
        asking.judged.connect(self.refresh)
        asking.form_changed.connect(self.refresh)

    @property
    def folded(self) -> bool:
        """Whether the list is in the popover."""
        return self._panel.window() is self.popover

    def fold(self, folded: bool) -> None:
        """Move the list into the popover, or back beside the request."""
        if folded == self.folded:
            return
        layout = self.popover.layout() if folded else self._beside
        assert layout is not None  # both were made with one
        if folded:
            layout.addWidget(self._panel)
        else:
            self.popover.hide()
            self._beside.insertWidget(0, self._panel, 1)
        self._panel.show()
        self.setVisible(not folded)
        self.field.setVisible(folded)

    def open(self) -> None:
        """Show the list over the request."""
        self.popover.resize(_POPOVER)
        below = self.button.mapToGlobal(QPoint(0, self.button.height() + 4))
        self.popover.move(below.x() + self.button.width() - _POPOVER.width(), below.y())
        self.popover.show()
        self._panel.search.setFocus()

    def refresh(self) -> None:
        """Show the chosen model on the button; a choice closes the list."""
        answer, form = self._asking.answer, self._asking.form
        row = None if answer is None else answer.models.row(form.model, form.provider)
        one = "Choose a model" if row is None else f"{row.name}, {row.price}"
        self.button.setText(f"{len(form.keys)} models" if form.also else one)
        self.button.setAccessibleName(f"Model: {self.button.text()}")
        other = self._chosen != form.model and not self._asking.several
        if self.popover.isVisible() and other:
            self.popover.hide()
        self._chosen = form.model
