"""The kit and the assets on screen, with pictures that are drawn while one looks."""

from __future__ import annotations

from studio.kit import AssetsPanel, KitPanel
from studio.kit.picture_grid import PictureGrid
from tests.studio.conftest import wait_for
from tests.studio.legibility import assert_legible


def _pictured(grid: PictureGrid, count: int) -> bool:
    subjects = [tile.subject for tile in grid.tiles[:count] if tile.subject is not None]
    return all(not grid.pictures.picture(subject).isNull() for subject in subjects)


def test_the_kit_shows_pictures_of_what_is_in_view(open_desk, shoot, qtbot) -> None:
    panel = KitPanel(open_desk("product"))
    shoot(panel, "kit", (256, 300))
    wait_for(qtbot, lambda: _pictured(panel.grid, 6))
    assert_legible(panel, shoot(panel, "kit", (256, 300)))


def test_the_assets_of_the_street_are_listed(open_desk, shoot, qtbot) -> None:
    panel = AssetsPanel(open_desk("street"))
    shoot(panel, "assets", (256, 300))
    wait_for(qtbot, lambda: bool(panel.grid.tiles) and _pictured(panel.grid, 6))
    assert_legible(panel, shoot(panel, "assets", (256, 300)))
