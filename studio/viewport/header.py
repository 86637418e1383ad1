"""ViewportHeader: shading, view, space, snapping and overlays, in a bar above the picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QToolButton

from studio.desk import Desk
from studio.listening import listen
from studio.viewport.menu_button import MenuButton
from studio.viewport.overlay_choice import OVERLAYS
from studio.viewport.sight import OTHER_PASSES, SHADINGS, Sight
from studio.viewport.transforming import STEPS_DEG, STEPS_M, TransformChoice
from studio.widgets.line import Line
from studio.widgets.segmented import Segmented
from visualize.render.passes import PASSES

_PASSES = "passes"
_ROOMY_PX, _NARROW_PX, _LEAST_PX = 800, 660, 560
_SHORTCUTS = ("grid", "plan", "inset")
_VIEWS = ("view.shot_camera", "view.perspective", "view.front", "view.side", "view.top")
_SHOT_VIEWS = ("view.fly_shot", "view.camera_to_view", "view.frame", "view.frame_all")


class ViewportHeader(QFrame):
    """The bar above the picture.

    Parameters
    ----------
    desk
        The desk.
    sight, transforms
        What is chosen here.
    actions
        The viewport's actions by command.
    see_from
        Looks squarely from a side (a name of ``free_camera.SIDES``).
    """

    def __init__(
        self, desk: Desk, sight: Sight, transforms: TransformChoice,
        actions: Mapping[str, QAction], see_from: Callable[[str], object],
    ) -> None:  # fmt: skip
        super().__init__()
        self._desk, self._sight, self._transforms = desk, sight, transforms
        self._actions, self._see_from = actions, see_from
        self.setProperty("panel", "bar")
        self.setFixedHeight(32)
        self._shading = self._shading_buttons()
        self._view = MenuButton(desk.theme, "", "From where the scene is seen")
        self._space = MenuButton(desk.theme, "axis-arrow", desk.commands.tip("tool.space"))
        self._snap = MenuButton(desk.theme, "magnet", desk.commands.tip("tool.snap"))
        self._overlays = MenuButton(desk.theme, "layers-outline", "What is painted over the view")
        self._overlays.setText("Overlays")
        self._switches: list[QToolButton] = []
        self._line = Line(vertical=True)
        self._line.setFixedHeight(18)
        self._fill_view_menu()
        self._fill_space_menu()
        self._fill_snap_menu()
        for name in OVERLAYS:
            self._overlays.menu().addAction(actions[f"view.{name}"])
        self._lay_out()
        listen(self, sight.changed, self.refresh)
        listen(self, transforms.changed, self.refresh)
        listen(self, desk.session.place_changed, self.refresh)
        listen(self, desk.session.project_changed, lambda _: self.refresh())
        self.refresh()

    def refresh(self) -> None:
        """Show what is chosen."""
        shading = self._sight.shading
        plain = shading in SHADINGS
        self._shading.set_choice(shading if plain else _PASSES)
        title = "Passes" if plain else _pass_title(shading)
        self._shading.button(_PASSES).setText(title)
        shot = self._desk.session.shot
        through = self._sight.through_shot and shot is not None
        own = "" if shot is None else f"Shot {shot.number}"
        flown = f"{own}, flown" if self._sight.flies_shot else own
        self._view.setText(flown if through else self._sight.name)
        now = self._transforms.now
        self._space.setText(now.space.capitalize())
        snapped = f"{now.step_m:g} m · {now.step_deg:g}°"
        self._snap.setText(("Surface" if now.to_surface else snapped) if now.snap else "Off")
        self._snap.set_lit(now.snap)
        for button in (self._view, self._space, self._snap):
            button.updateGeometry()
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what there is no room for."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Leave out words first, then what the strip and the Overlays menu have as well."""
        wide = self.width()
        for button in (self._overlays, self._space, self._snap):
            button.set_brief(wide < _ROOMY_PX)
        for switch in self._switches:
            switch.setVisible(wide >= _NARROW_PX)
        for widget in (self._line, self._space, self._snap):
            widget.setVisible(wide >= _LEAST_PX)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(6)
        row.addWidget(self._shading)
        row.addWidget(self._view)
        row.addWidget(self._line)
        row.addWidget(self._space)
        row.addWidget(self._snap)
        row.addStretch(1)
        row.addWidget(self._overlays)
        commands = self._desk.commands
        for id_ in (*(f"view.{name}" for name in _SHORTCUTS), "view.maximize"):
            button = commands.tool_button(id_, self._actions[id_])
            button.setFixedSize(26, 24)
            row.addWidget(button)
            if id_ != "view.maximize":
                self._switches.append(button)

    def _shading_buttons(self) -> Segmented:
        choices = [(name, name.capitalize(), "") for name in SHADINGS]
        made = Segmented(self._desk.theme, [*choices, (_PASSES, "Passes", "")])
        made.setFixedHeight(24)
        made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for name in SHADINGS:
            made.set_tip(name, f"{PASSES[name].meaning.capitalize()}. Z: the next shading")
        made.set_tip(_PASSES, "Any other pass as a picture")
        made.chosen.connect(self._shade)
        return made

    def _shade(self, key: str) -> None:
        if key != _PASSES:
            self._sight.shade(key)
            return
        menu = QMenu(self)
        for name in OTHER_PASSES:
            action = menu.addAction(_pass_title(name))
            action.setToolTip(PASSES[name].meaning)
            action.setCheckable(True)
            action.setChecked(name == self._sight.shading)
            action.triggered.connect(lambda *_, n=name: self._sight.shade(n))
        menu.aboutToHide.connect(self.refresh)
        menu.aboutToHide.connect(menu.deleteLater)
        button = self._shading.button(_PASSES)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _fill_view_menu(self) -> None:
        menu = self._view.menu()
        for id_ in _VIEWS:
            menu.addAction(self._actions[id_])
        for side in ("back", "left", "bottom"):
            action = menu.addAction(f"View from {_SIDE_WORDS[side]}")
            action.triggered.connect(lambda *_, s=side: self._see_from(s))
        menu.addSeparator()
        for id_ in _SHOT_VIEWS:
            menu.addAction(self._actions[id_])

    def _fill_space_menu(self) -> None:
        menu = self._space.menu()
        for field, words in (("space", _SPACE_WORDS), ("pivot", _PIVOT_WORDS)):
            menu.addSeparator()
            group = QActionGroup(menu)
            for choice, title in words.items():
                action = menu.addAction(title)
                action.setCheckable(True)
                group.addAction(action)
                action.triggered.connect(
                    lambda *_, f=field, c=choice: self._transforms.choose(**{f: c})
                )
                self._follow(menu, action, field, choice)

    def _fill_snap_menu(self) -> None:
        menu = self._snap.menu()
        menu.addAction(self._actions["tool.snap"])
        menu.addAction(self._actions["tool.to_surface"])
        for field, steps, unit in (("step_m", STEPS_M, " m"), ("step_deg", STEPS_DEG, "°")):
            menu.addSeparator()
            for step in steps:
                action = menu.addAction(f"{step:g}{unit}")
                action.setCheckable(True)
                action.triggered.connect(
                    lambda *_, f=field, s=step: self._transforms.choose(**{f: s, "snap": True})
                )
                self._follow(menu, action, field, step)

    def _follow(self, menu: QMenu, action: QAction, field: str, value: object) -> None:
        """Check an action when its menu opens and its choice is made."""
        menu.aboutToShow.connect(
            lambda: action.setChecked(getattr(self._transforms.now, field) == value)
        )


_SIDE_WORDS = {"back": "behind", "left": "the left", "bottom": "below"}
_SPACE_WORDS = {
    "world": "World: the scene's axes",
    "local": "Local: the thing's own axes",
    "parent": "Parent: the axes it hangs in",
}
_PIVOT_WORDS = {
    "middle": "Several turn about their middle",
    "active": "Several turn about the active one",
}


def _pass_title(name: str) -> str:
    return name.replace("_", " ").capitalize()
