"""The gallery's pages, written to be looked at."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.desk import Desk
from studio.gallery_mode import GalleryPage
from studio.theme import Theme
from tests.studio.conftest import wait_for
from tests.studio.legibility import assert_legible
from visualize.takes.sidecar import write_review
from visualize.takes.take import Review

pytestmark = pytest.mark.gpu


def ready(page: GalleryPage) -> bool:
    """Tell whether scenes were compared and the clip is there."""
    image = page.wall.panel.player.view.image
    return page.wall.browsing.standing is not None and not image.isNull()


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_the_wall_shows_marks_and_the_take_beside_it(
    qtbot: QtBot, qapp: QApplication, stale_desk: Desk, shoot: Callable, scheme
) -> None:
    desk = stale_desk
    rows = desk.shelf.takes()
    write_review(rows[1].path, Review(rejected=True))
    desk.shelf.pick(rows[3])
    desk.shelf.refresh()
    theme = Theme(scheme)
    theme.apply(qapp)
    try:
        page = GalleryPage(desk if scheme == "dark" else _with_theme(desk, theme))
        assert_legible(page, shoot(page, "gallery-empty", (1600, 912)))
        page.show_take(rows[0].take.id)
        wait_for(qtbot, lambda: ready(page))
        assert_legible(page, shoot(page, f"gallery-{scheme}", (1600, 912), settle_ms=900))
        page.wall.view.set_shape("rows")
        page.wall.bar.shape.set_choice("rows")
        assert_legible(page, shoot(page, f"gallery-rows-{scheme}", (1280, 736), settle_ms=300))
        page.wall.panel.close_player()
    finally:
        desk.theme.apply(qapp)


def test_takes_are_compared_on_one_clock(
    qtbot: QtBot, desk_of_takes: Desk, shoot: Callable
) -> None:
    desk = desk_of_takes
    page = GalleryPage(desk)
    assert_legible(page, shoot(page, "gallery-before-compare", (1600, 912)))
    page.compare_shot(desk.session.project.in_sequence()[0].id)
    compare = page.compare
    wait_for(qtbot, lambda: len(compare.stage._images) == 5)
    compare.comparing.seek(compare.comparing.frame + 6)
    assert_legible(page, shoot(page, "gallery-compare", (1600, 912), settle_ms=600))
    for mode in ("wipe", "difference", "onion"):
        compare.show_mode(mode)
        assert_legible(page, shoot(page, f"gallery-{mode}", (1280, 736), settle_ms=100))
    compare.show_mode("side")
    compare.set_blind(True)
    assert_legible(page, shoot(page, "gallery-blind", (1280, 736), settle_ms=200))
    compare.comparing.close()
    page.show_leaderboard()
    wait_for(qtbot, lambda: page.board.model.rowCount() > 0)
    assert_legible(page, shoot(page, "gallery-leaderboard", (1280, 736), settle_ms=200))
    page.bin.left.emit()


def _with_theme(desk: Desk, theme: Theme) -> Desk:
    return replace(desk, theme=theme)
