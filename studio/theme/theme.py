"""Theme: the tokens of one colour scheme as Qt's colours, fonts, icons and style sheet."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources
from string import Template
from typing import Literal

import qtawesome
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from studio.errors import SettingsError

SchemeName = Literal["dark", "light"]
Role = Literal["score", "strong", "prompt", "body", "name", "header", "caption"]

_FAMILIES = ("Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans")
_WEIGHTS = {400: QFont.Weight.Normal, 500: QFont.Weight.Medium, 600: QFont.Weight.DemiBold}


class Theme:
    """The look of the studio. Panels ask it by meaning: ``theme.color("tungsten")``.

    Parameters
    ----------
    scheme
        ``"dark"`` or ``"light"``.
    """

    def __init__(self, scheme: SchemeName = "dark") -> None:
        tokens = _tokens()
        if scheme not in ("dark", "light"):
            raise SettingsError(f"There is no theme {scheme!r}. Known: dark, light.")
        self.scheme: SchemeName = scheme
        self._colors: dict[str, str] = {
            name: value for name, value in tokens[scheme].items() if isinstance(value, str)
        }
        self._takes: list[str] = tokens[scheme]["takes"]
        self._type: dict[str, list[int]] = tokens["type"]
        present = set(QFontDatabase.families())
        self.family = next((name for name in _FAMILIES if name in present), "")

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
        """Return a Material Design icon (``"cube-outline"``) in a token's colour."""
        made: QIcon = qtawesome.icon(
            f"mdi6.{name}",
            color=self.hex(token),
            color_on=self.hex(on),
            color_disabled=self.hex("line2"),
        )
        return made

    def apply(self, application: QApplication) -> None:
        """Make this the look of the whole program."""
        application.setStyle("Fusion")
        application.setPalette(self._palette())
        application.setFont(self.font())
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


@lru_cache(maxsize=1)
def _tokens() -> dict:
    return tomllib.loads(resources.files(__package__).joinpath("tokens.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def _sheet() -> str:
    return resources.files(__package__).joinpath("studio.qss").read_text("utf-8")
