"""Theme: the tokens of one colour scheme as Qt's colours, fonts, icons and style sheet."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib import resources
from string import Template
from typing import Literal

from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from studio.errors import SettingsError
from studio.signal import Signal
from studio.theme.themed_icon import ThemedIcon

SchemeName = Literal["dark", "light"]
Role = Literal["score", "strong", "prompt", "body", "name", "header", "caption"]

_FAMILIES = ("Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans")
_WEIGHTS = {400: QFont.Weight.Normal, 500: QFont.Weight.Medium, 600: QFont.Weight.DemiBold}


class Theme:
    """The look of the studio. Panels ask it by meaning: ``theme.color("tungsten")``.

    Ask when you paint, not before: the scheme can change under an open window. Icons follow it,
    and every widget is painted again; who keeps a colour or a picture made of one listens to
    ``changed``.

    Parameters
    ----------
    scheme
        ``"dark"`` or ``"light"``.

    Attributes
    ----------
    changed
        Told without arguments after another scheme was taken, before anything is painted with it.
    """

    def __init__(self, scheme: SchemeName = "dark") -> None:
        self.changed: Signal[[]] = Signal()
        self._application: QApplication | None = None
        self._type: dict[str, list[int]] = _tokens()["type"]
        present = set(QFontDatabase.families())
        self.family = next((name for name in _FAMILIES if name in present), "")
        self._take_up(scheme)

    def use(self, scheme: SchemeName) -> None:
        """Take another scheme; where it is the program's look, all that is open follows at once."""
        if scheme == self.scheme:
            return
        self._take_up(scheme)
        self.changed.emit()
        if self._application is not None:
            self._dress(self._application)
            for widget in self._application.allWidgets():
                widget.update()

    def _take_up(self, scheme: SchemeName) -> None:
        if scheme not in ("dark", "light"):
            raise SettingsError(f"There is no theme {scheme!r}. Known: dark, light.")
        tokens = _tokens()[scheme]
        self.scheme: SchemeName = scheme
        self._colors: dict[str, str] = {
            name: value for name, value in tokens.items() if isinstance(value, str)
        }
        self._takes: list[str] = tokens["takes"]

    def hex(self, token: str) -> str:
        """Return a token's colour as ``#RRGGBB`` or ``#AARRGGBB``."""
        return self._colors[token]

    def color(self, token: str, alpha: float = 1.0) -> QColor:
        """Return a token's colour; ``alpha`` (0 to 1) multiplies its own."""
        color = QColor(self._colors[token])
        color.setAlphaF(color.alphaF() * alpha)
        return color

    def take_color(self, place: int) -> QColor:
        """Return the colour of the take at a place in a comparison, from 0 (A) on."""
        return QColor(self._takes[place % len(self._takes)])

    def font(self, role: Role = "body") -> QFont:
        """Return the font of a role, with tabular numerals."""
        size, _, weight = self._type[role]
        font = QFont(self.family) if self.family else QFont()
        font.setPixelSize(size)
        font.setWeight(_WEIGHTS[weight])
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def icon(self, name: str, token: str = "text2", *, on: str = "daylight") -> QIcon:
        """Return a Material Design icon (``"cube-outline"``) in a token's colour, now and later."""
        return _icon(self, name, token, on)

    def apply(self, application: QApplication) -> None:
        """Make this the look of the whole program."""
        self._application = application
        application.setStyle("Fusion")
        application.setFont(self.font())
        self._dress(application)

    def _dress(self, application: QApplication) -> None:
        application.setPalette(self._palette())
        application.setStyleSheet(self.style_sheet())

    def style_sheet(self) -> str:
        """Return the style sheet, its ``$token`` names filled in."""
        return Template(_sheet()).substitute(self._colors)

    def _palette(self) -> QPalette:
        roles = QPalette.ColorRole
        palette = QPalette()
        for role, token in (
            (roles.Window, "bg1"), (roles.Base, "input"), (roles.AlternateBase, "bg2"),
            (roles.Button, "bg3"), (roles.WindowText, "text1"), (roles.Text, "text1"),
            (roles.ButtonText, "text1"), (roles.BrightText, "on_fill"),
            (roles.ToolTipBase, "bg2"), (roles.ToolTipText, "text1"),
            (roles.PlaceholderText, "text3"), (roles.Highlight, "daylight_soft"),
            (roles.HighlightedText, "text1"), (roles.Link, "daylight"),
            (roles.Mid, "line"), (roles.Dark, "bg0"), (roles.Light, "bg4"),
        ):  # fmt: skip
            palette.setColor(role, self.color(token))
        off = QPalette.ColorGroup.Disabled
        for role in (roles.WindowText, roles.Text, roles.ButtonText):
            palette.setColor(off, role, self.color("text3"))
        return palette


@cache
def _icon(theme: Theme, name: str, token: str, on: str) -> QIcon:
    """Return an icon, always the same one, which is never let go.

    Qt may drop its last copy of an icon where the engine's Python half is gone already, and the
    program would end. There are as many as there are names and colours in the program: some 200.
    """
    return QIcon(ThemedIcon(name, theme.color, token=token, on=on, off="line2"))


@lru_cache(maxsize=1)
def _tokens() -> dict:
    return tomllib.loads(resources.files(__package__).joinpath("tokens.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def _sheet() -> str:
    return resources.files(__package__).joinpath("studio.qss").read_text("utf-8")
