"""Theme: another scheme is taken at once by all that is open, as if it had always been there."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QImage
from PySide6.QtWidgets import QLabel, QPushButton, QTreeWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import studio.theme
from studio.errors import SettingsError
from studio.theme import Theme
from studio.widgets.chip import Chip
from studio.widgets.empty_state import EmptyState
from studio.widgets.icon_label import IconLabel
from studio.widgets.number_field import NumberField
from studio.widgets.panel_header import PanelHeader
from studio.widgets.property_row import PropertyRow
from studio.widgets.section import Section

TOKENS = tomllib.loads((Path(studio.theme.__file__).parent / "tokens.toml").read_text())


@pytest.fixture
def back(theme: Theme) -> Iterator[Theme]:
    """The program's theme, dark again afterwards."""
    yield theme
    theme.use("dark")


def page(theme: Theme) -> QWidget:
    """Return small widgets of every kind that paints with the theme."""
    box = QWidget()
    column = QVBoxLayout(box)
    row = PropertyRow(theme, "Width", NumberField(theme, unit="m"))
    row.set_note("Scene: 2 m", "gel")
    section = Section(theme, "Transform", "world")
    section.add(row)
    quiet = QLabel("quiet")
    quiet.setProperty("role", "quiet")
    tree = QTreeWidget()
    tree.setFixedHeight(40)
    for widget in (
        PanelHeader(theme, "Outliner", "cube-outline"), section, quiet, tree,
        Chip(theme, "stale", "stale", "clock-alert-outline"), IconLabel(theme, "lock", "record"),
        QPushButton(theme.icon("play", "text1"), "Play"), EmptyState(theme, "cube", "Nothing."),
    ):  # fmt: skip
        column.addWidget(widget)
    box.resize(320, 480)
    return box


def shown(qtbot: QtBot, widget: QWidget) -> QImage:
    widget.show()
    qtbot.wait(30)
    return widget.grab().toImage()


def test_what_was_open_looks_as_what_is_opened_afterwards(qtbot: QtBot, back: Theme) -> None:
    before = page(back)
    qtbot.addWidget(before)
    dark = shown(qtbot, before)
    back.use("light")
    changed = shown(qtbot, before)
    fresh = page(back)
    qtbot.addWidget(fresh)
    assert changed == shown(qtbot, fresh)
    assert changed != dark
    back.use("dark")
    assert shown(qtbot, before) == dark


def test_an_icon_has_the_colour_of_its_token_in_each_scheme(back: Theme) -> None:
    icon = back.icon("square", "daylight")
    for scheme in ("dark", "light"):
        back.use(scheme)
        picture = icon.pixmap(QSize(32, 32), 1.0).toImage()
        assert picture.pixelColor(16, 16).name() == TOKENS[scheme]["daylight"].lower()
    off = icon.pixmap(QSize(32, 32), 1.0, QIcon.Mode.Disabled).toImage()
    assert off.pixelColor(16, 16).name() == TOKENS["light"]["line2"].lower()


def test_who_keeps_colours_is_told_before_anything_is_painted(back: Theme) -> None:
    told = []
    end = back.changed.connect(lambda: told.append(back.hex("bg1")))
    back.use("light")
    back.use("light")
    end()
    back.use("dark")
    assert told == [TOKENS["light"]["bg1"]]


def test_an_unknown_scheme_is_refused(back: Theme) -> None:
    with pytest.raises(SettingsError, match="Known: dark, light"):
        back.use("sepia")
    assert back.scheme == "dark"


def test_an_icon_is_made_once_and_never_let_go(theme: Theme) -> None:
    assert theme.icon("play") is theme.icon("play")
    assert theme.icon("play") is not theme.icon("play", "text1")
