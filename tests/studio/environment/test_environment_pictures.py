"""The environment panel, to be looked at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from studio.desk import Desk
from studio.environment import EnvironmentPanel


def test_the_environment_of_the_street_is_seen(
    open_desk: Callable[..., Desk], shoot: Callable[..., Path]
) -> None:
    path = shoot(EnvironmentPanel(open_desk("street")), "environment-street", (256, 960))
    assert not QImage(str(path)).isNull()


def test_the_cards_are_drawn_by_the_renderer(
    open_desk: Callable[..., Desk], shoot: Callable[..., Path], qtbot: QtBot
) -> None:
    panel = EnvironmentPanel(open_desk("dialogue"))
    shoot(panel, "environment-dialogue", (256, 960))
    qtbot.waitUntil(lambda: panel.presets.drawn >= 1, timeout=60_000)
    shoot(panel, "environment-dialogue", (256, 960), settle_ms=500)
