"""PlanInset: the scene from above on a small sheet; a click selects, the wheel zooms."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from studio.desk import Desk
from studio.listening import listen
from studio.viewport.inset import BAR_HEIGHT, Inset
from studio.viewport.overlays.strokes import draw_diamond, draw_polygon, draw_polyline, pen
from studio.viewport.plan import Paper, Plan, Shape, node_under, paper_for, plan_of
from studio.viewport.projection import F64
from studio.viewport.stage_feed import StageFeed

WIDE, HIGH, NARROW = 204, 156, 176
_DRAG_PX = 4.0
_DOT = 3.5


class PlanInset(Inset):
    """The plan with its scale."""

    def __init__(self, desk: Desk, stage: StageFeed, parent: QWidget) -> None:
        super().__init__(desk.theme, "plan", "", "Plan", parent)
        self.sheet = PlanSheet(desk, stage, self._say)
        self.set_contents(self.sheet)
        self.add_button("fit-to-page-outline", "Show people and cameras", self.sheet.fit)
        self.set_width(WIDE)

    def set_width(self, width: int) -> None:
        """Be as wide as there is room for."""
        self.resize(width, round(width * HIGH / WIDE))

    def _say(self, paper: Paper) -> None:
        self.set_title("Plan", f"{paper.division_m:g} m / division")


class PlanSheet(QWidget):
    """The drawing. ``paper`` says which part of the plan it shows."""

    def __init__(self, desk: Desk, stage: StageFeed, say: Callable[[Paper], object]) -> None:
        super().__init__()
        self._desk, self._stage, self._say = desk, stage, say
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._plan: Plan | None = None
        self._drawn: QPixmap | None = None
        self._paper: Paper | None = None
        self._held: tuple[object, ...] | None = None
        self._grip: QPointF | None = None
        self._start = QPointF()
        stage.came.connect(self._staged)
        listen(self, desk.session.selection_changed, self._changed)
        listen(self, desk.theme.changed, self._changed)

    @property
    def paper(self) -> Paper | None:
        """Which part of the plan is shown."""
        return self._paper

    def fit(self) -> None:
        """Show people and cameras again."""
        self._held = None
        self._lay_paper()

    def sizeHint(self) -> QSize:
        """As large as an inset is."""
        return QSize(WIDE, HIGH - BAR_HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show people and cameras on a sheet of the new size."""
        super().resizeEvent(event)
        self.fit()

    def _staged(self) -> None:
        staging, scene = self._stage.staging, self._desk.session.scene
        if scene is None or staging.scene != scene.id:
            self._plan = None
        else:
            self._plan = plan_of(staging.project.scene(scene.id), staging)
        self._lay_paper()

    def _lay_paper(self) -> None:
        """Fit the paper to what there is, once: it stays where it is until other things come."""
        if self._plan is not None:
            there = (self._stage.staging.scene, *self._plan.nodes)
            if there != self._held:
                self._held = there
                self._set_paper(paper_for(self._plan, self.width(), self.height()))
        self._changed()

    def _set_paper(self, paper: Paper) -> None:
        self._paper = paper
        self._say(paper)
        self._changed()

    # -- painting --------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the drawing, which is made anew only when it changed: the view moves far oftener."""
        ratio = self.devicePixelRatioF()
        if self._drawn is None or self._drawn.devicePixelRatioF() != ratio:
            self._drawn = QPixmap(self.size() * ratio)
            self._drawn.setDevicePixelRatio(ratio)
            self._draw(self._drawn)
        QPainter(self).drawPixmap(0, 0, self._drawn)

    def _draw(self, sheet: QPixmap) -> None:
        """Draw what lies, what stands, people and cameras."""
        theme = self._desk.theme
        sheet.fill(theme.color("input"))
        if self._plan is None or self._paper is None:
            return
        painter = QPainter(sheet)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_grid(painter, self._paper)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen(theme.color("line2", 0.5)))
        painter.drawRects([_rect(self._paper, shape) for shape in self._plan.ground])
        selection = set(self._desk.session.selection)
        for on in (False, True):
            painter.setBrush(theme.color("daylight_soft" if on else "bg4", 1.0 if on else 0.75))
            painter.setPen(pen(theme.color("daylight" if on else "line2")))
            painter.drawRects(
                [_rect(self._paper, s) for s in self._plan.boxes if (s[0] in selection) == on]
            )
        self._paint_paths(painter, self._paper)
        self._paint_cameras(painter, self._plan, self._paper, selection)
        self._paint_people(painter, self._plan, self._paper, selection)
        painter.end()

    def _changed(self) -> None:
        self._drawn = None
        self.update()

    def _paint_grid(self, painter: QPainter, paper: Paper) -> None:
        painter.setPen(pen(self._desk.theme.color("line", 0.8)))
        step = paper.division_m
        x0, z0 = paper.point(0.0, 0.0)
        x1, z1 = paper.point(paper.width, paper.height)
        for number in range(int(x0 // step), int(x1 // step) + 1):
            across, _ = paper.place(number * step, 0.0)
            painter.drawLine(QPointF(across, 0.0), QPointF(across, paper.height))
        for number in range(int(z0 // step), int(z1 // step) + 1):
            _, down = paper.place(0.0, number * step)
            painter.drawLine(QPointF(0.0, down), QPointF(paper.width, down))

    def _paint_paths(self, painter: QPainter, paper: Paper) -> None:
        theme = self._desk.theme
        for path in self._stage.paths:
            painter.setPen(pen(theme.color("tungsten"), 1.0, dashed=True))
            draw_polyline(painter, _flat(paper, path.places))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("tungsten"))
            for x, y in _flat(paper, path.keys).tolist():
                draw_diamond(painter, x, y, 3.0)

    def _paint_cameras(
        self, painter: QPainter, plan: Plan, paper: Paper, selection: set[str]
    ) -> None:
        theme, shot = self._desk.theme, self._desk.session.shot
        for node, x, z, wedge in plan.cameras:
            of_shot = shot is not None and shot.camera == node
            lit = of_shot or node in selection
            if lit:
                painter.setPen(pen(theme.color("daylight")))
                painter.setBrush(theme.color("daylight", 0.16))
                draw_polygon(painter, np.array([paper.place(*at) for at in wedge.tolist()]))
            painter.setPen(pen(theme.color("input")))
            painter.setBrush(theme.color("daylight" if lit else "text3"))
            painter.drawEllipse(QPointF(*paper.place(x, z)), _DOT, _DOT)

    def _paint_people(
        self, painter: QPainter, plan: Plan, paper: Paper, selection: set[str]
    ) -> None:
        theme = self._desk.theme
        for node, x, z in plan.people:
            painter.setPen(pen(theme.color("input")))
            painter.setBrush(theme.color("daylight" if node in selection else "text1"))
            painter.drawEllipse(QPointF(*paper.place(x, z)), _DOT, _DOT)

    # -- events ----------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        self._start = self._grip = event.position()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the sheet."""
        if self._grip is None or self._paper is None:
            return
        at = event.position()
        if (at - self._start).manhattanLength() > _DRAG_PX:
            x0, z0 = self._paper.point(self._grip.x(), self._grip.y())
            x1, z1 = self._paper.point(at.x(), at.y())
            self._set_paper(self._paper.moved(x0 - x1, z0 - z1))
            self._grip = at
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Select what was clicked."""
        self._grip = None
        at = event.position()
        clicked = (at - self._start).manhattanLength() <= _DRAG_PX
        session = self._desk.session
        if clicked and self._plan is not None and self._paper is not None:
            node = node_under(self._plan, self._paper, at.x(), at.y())
            known = session.scene is not None and node in {n.id for n in session.scene.nodes}
            add = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if node is not None and known and not session.is_locked(node):
                session.select([node], add=add)
            elif not add:
                session.select(())
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the pointer."""
        if self._paper is not None:
            at = event.position()
            factor = 0.85 ** (event.angleDelta().y() / 120.0)
            self._set_paper(self._paper.zoomed(factor, at.x(), at.y()))
        event.accept()


def _rect(paper: Paper, shape: Shape) -> QRectF:
    _, x0, z0, x1, z1 = shape
    return QRectF(QPointF(*paper.place(x0, z0)), QPointF(*paper.place(x1, z1)))


def _flat(paper: Paper, points: F64) -> F64:
    """Return (N, 2) pixels of (N, 3) world points."""
    return np.array([paper.place(x, z) for x, _, z in points.tolist()]).reshape(-1, 2)
