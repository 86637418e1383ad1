"""Compare by hand: measuring from the window, what a pane's menu does, two takes in one picture."""

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from studio.desk import Desk
from studio.gallery_mode import GalleryPage
from studio.gallery_mode.compare_page import ComparePage
from studio.gallery_mode.comparing import BLOCKING
from studio.gallery_mode.mix_view import MixView
from studio.theme import Theme
from tests.studio.conftest import wait_for
from visualize.compare.kept import read_measures
from visualize.takes import Row
from visualize.takes.sidecar import measures_of

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def gallery(qtbot: QtBot, desk_of_takes: Desk) -> Iterator[GalleryPage]:
    page = GalleryPage(desk_of_takes)
    qtbot.addWidget(page)
    page.resize(1280, 736)
    with qtbot.waitExposed(page):
        page.show()
    yield page
    page.compare.comparing.close()


def opened(qtbot: QtBot, gallery: GalleryPage, place: int = 0) -> ComparePage:
    """Compare the takes of one of the first shots."""
    shot = gallery._desk.session.project.in_sequence()[place].id
    gallery.compare_shot(shot)
    wait_for(qtbot, lambda: gallery.compare.shown is not None)
    return gallery.compare


def menu_of(page: ComparePage, id_: str) -> QMenu:
    """Open the menu of a pane as its button does."""
    page.stage.grid.panes[id_].menu_wanted.emit(QPoint(5, 5))
    menus = [menu for menu in page.findChildren(QMenu) if menu.parent() is page]
    return menus[-1]


def choose(menu: QMenu, *words: str) -> None:
    """Choose a line of a menu, or of the menu below it."""
    for word in words:
        (action,) = [one for one in menu.actions() if one.text().startswith(word)][:1]
        if action.menu() is not None:
            menu = action.menu()
        else:
            assert action.isEnabled(), word
            action.trigger()


@pytest.mark.gpu
def test_takes_are_measured_from_the_window_and_fill_table_and_curve(
    qtbot: QtBot, gallery: GalleryPage
) -> None:
    desk = gallery._desk
    shot = desk.session.project.in_sequence()[1].id
    rows: list[Row] = desk.shelf.takes(shot)
    for row in rows:
        measures_of(row.path).unlink()
    page = opened(qtbot, gallery, place=1)
    qtbot.mouseClick(page.clock.measurer, LEFT)
    assert not page.comparing.is_measuring, "what opening began, the button stops"
    assert page.clock.state.text() == "2 takes not measured"
    assert page.table.rows.words(page.shown.entries[0], 1) == "–"
    qtbot.mouseClick(page.clock.measurer, LEFT)
    assert page.comparing.is_measuring
    shares: list[float] = []
    page.comparing.measuring.connect(shares.append)
    wait_for(qtbot, lambda: all(entry.measures for entry in page.shown.entries), 60)
    kept = {row.take.id: read_measures(row) for row in rows}
    for entry in page.shown.entries:
        measured = kept[entry.row.take.id]
        assert measured is not None
        assert page.table.rows.words(entry, 1) == f"{measured.fidelity:.0f}"
        assert len(entry.measures.curve) == measured.frames
    done = [share for share in shares if share >= 0.0]
    assert done == sorted(done), "progress only grows"
    assert shares[-1] < 0.0, "the last word is that it is over"
    assert page.clock.measurer.text() == "Measure"


def test_a_panes_menu_takes_out_brings_in_and_exchanges(qtbot: QtBot, gallery: GalleryPage) -> None:
    page = opened(qtbot, gallery)
    by_number = {entry.row.take.number % 100: entry.row.take.id for entry in page.shown.entries}
    page.comparing.seek(page.comparing.frame + 5)
    at = page.comparing.frame
    gone = by_number[2]
    choose(menu_of(page, gone), "Take out")
    wait_for(qtbot, lambda: page.shown is not None and len(page.shown.entries) == 3)
    assert gone not in page.comparing.ids
    assert page.comparing.frame == at, "the place in time is kept"
    choose(menu_of(page, by_number[1]), "Replace with", "Take")
    wait_for(qtbot, lambda: page.shown is not None and gone in page.comparing.ids)
    assert by_number[1] not in page.comparing.ids
    choose(page.menus.of_more(page), "Take")
    wait_for(qtbot, lambda: page.shown is not None and len(page.shown.entries) == 4)
    assert set(page.comparing.ids) == set(by_number.values())


def test_the_last_two_takes_stay(qtbot: QtBot, gallery: GalleryPage) -> None:
    page = opened(qtbot, gallery, place=1)
    menu = menu_of(page, page.comparing.ids[0])
    (line,) = [one for one in menu.actions() if one.text().startswith("Take out")]
    assert not line.isEnabled()
    assert page.comparing.exchange(page.comparing.ids[:1], ()) is False


def test_a_panes_menu_judges_and_asks_for_its_settings(qtbot: QtBot, gallery: GalleryPage) -> None:
    page, desk = opened(qtbot, gallery), gallery._desk
    id_ = page.shown.entries[1].row.take.id
    asked: list[str] = []
    gallery.use_settings.connect(asked.append)
    choose(menu_of(page, id_), "Rate", "★★★★★")
    entry = next(one for one in page.shown.entries if one.row.take.id == id_)
    assert entry.row.review.rating == 5
    choose(menu_of(page, id_), "Pick")
    assert desk.session.shot.pick == id_
    assert page.table.rows.picked == id_, "the table shows the pick at once"
    desk.session.undo()
    assert page.table.rows.picked != id_
    choose(menu_of(page, id_), "Use these settings")
    assert asked == [id_]
    choose(menu_of(page, id_), "Wipe")
    assert page.stage.mix.pair == (BLOCKING, id_)


def test_while_a_vote_is_blind_a_pane_tells_no_name(qtbot: QtBot, gallery: GalleryPage) -> None:
    page = opened(qtbot, gallery)
    page.set_blind(True)
    for entry in page.shown.entries:
        menu = menu_of(page, entry.row.take.id)
        assert [one.text() for one in menu.actions()] == [f"Vote {entry.letter}"]


def test_a_take_whose_file_is_gone_leaves_the_others(qtbot: QtBot, gallery: GalleryPage) -> None:
    rows = gallery._desk.shelf.takes(gallery._desk.session.project.in_sequence()[0].id)
    rows[0].file.unlink()
    page = opened(qtbot, gallery)
    views = {id_: pane.view for id_, pane in page.stage.grid.panes.items()}
    others = [row.take.id for row in rows[1:]]
    wait_for(qtbot, lambda: all(not views[id_].image.isNull() for id_ in others))
    assert rows[0].file.name in views[rows[0].take.id]._words


@pytest.mark.parametrize(("gain", "shown"), [(1, 20), (4, 80), (16, 255)])
def test_a_difference_is_what_differs_times_the_gain(
    qtbot: QtBot, theme: Theme, gain: int, shown: int
) -> None:
    view = MixView(theme)
    qtbot.addWidget(view)
    for side, grey in (("left", 100), ("right", 120)):
        image = QImage(32, 18, QImage.Format.Format_RGB32)
        image.fill(QColor(grey, grey, grey))
        view.show_image(side, image)
    view.set_mix("difference")
    view.set_gain(gain)
    assert view._difference().pixelColor(16, 9).getRgb()[:3] == (shown,) * 3


def test_an_onion_shows_as_much_of_each_as_the_slider_says(qtbot: QtBot, gallery) -> None:
    page = opened(qtbot, gallery)
    mix = page.stage.mix
    page.show_mode("onion")
    for side, grey in (("left", 0), ("right", 200)):
        image = QImage(320, 180, QImage.Format.Format_RGB32)
        image.fill(QColor(grey, grey, grey))
        mix.view.show_image(side, image)
    for share in (0, 25, 100):
        mix.slider.setValue(share)
        middle = mix.view.grab().toImage().pixelColor(mix.view.rect().center())
        assert np.allclose(middle.getRgb()[:3], 200 * share / 100, atol=2)
    qtbot.keyClick(mix.view, Qt.Key.Key_Left)
    assert mix.slider.value() == 98


def test_two_letters_are_offered_as_a_mix(qtbot: QtBot, gallery: GalleryPage) -> None:
    page = opened(qtbot, gallery)
    first = page.shown.entries[0]
    page.reading.decided.emit(f"{first.letter} {page.shown.ranked[0].letter}")
    assert page.bar.modes.choice == "onion"
    assert page.stage.mix.pair == (first.row.take.id, page.shown.ranked[0].row.take.id)
