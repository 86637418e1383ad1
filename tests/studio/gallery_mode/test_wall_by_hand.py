"""The wall under the hand: scrolling ten thousand takes, keys that judge, the bin and back."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from compose.files import save_project
from studio.desk import Desk
from studio.gallery_mode import GalleryPage
from studio.gallery_mode.take_model import TakeGroup, TakeModel
from studio.gallery_mode.wall_view import WallView
from studio.theme import Theme
from tests.builders.kept_takes import put_take, some_take
from tests.builders.small_project import small_project
from visualize.takes import Review, Row

TAKES, SHOTS = 10_000, 20
WHEEL = 96
"""Pixels of one notch of a wheel."""

SLOWEST_S = 0.016
"""Of the processor, for a notch of the wheel until it is painted."""


class Plain(QObject):
    """Pictures that are there at once, so that all tiles are painted in full."""

    came = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage(480, 270, QImage.Format.Format_RGB32)
        self._image.fill(QColor("teal"))

    def poster(self, _row: Row) -> QImage:
        return self._image

    strip = poster


@pytest.fixture
def page(qtbot: QtBot, open_desk: Callable[..., Desk], tmp_path) -> GalleryPage:
    folder = tmp_path / "film"
    save_project(small_project(), folder)
    for number in range(1, 6):
        put_take(folder, some_take(number))
    desk = open_desk(small_project().replace(root=folder))
    page = GalleryPage(desk)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.wall.view.setFocus()
    yield page
    page.wall.panel.close_player()


def read(shot: str, at: int, most: int) -> list[Row]:
    return [
        Row(Path("x.json"), some_take(number + 1, shot=shot), Review(rating=number % 6))
        for number in range(at, at + most)
    ]


def reviews(page: GalleryPage) -> dict[int, Review]:
    return {row.take.number: row.review for row in page._desk.shelf.takes()}


def chosen(page: GalleryPage) -> list[int]:
    return [row.take.number for row in page.wall.view.selected()]


@pytest.fixture
def long_wall(qtbot: QtBot, theme: Theme) -> WallView:
    """Ten thousand takes, their pictures there at once."""
    model, each = TakeModel(), TAKES // SHOTS
    model.show(
        [TakeGroup(count=each, read=partial(read, f"s{n}"), shot=f"s{n}", number=f"{n}")
         for n in range(SHOTS)], frozenset(),
    )  # fmt: skip
    view = WallView(theme, Plain())
    qtbot.addWidget(view)
    view.setModel(model)
    view.resize(1060, 840)
    with qtbot.waitExposed(view):
        view.show()
    return view


def test_ten_thousand_takes_scroll_smoothly(long_wall: WallView) -> None:
    bar, times = long_wall.verticalScrollBar(), []
    for step in range(120):
        began = time.thread_time()
        bar.setValue(bar.maximum() // 2 + step * WHEEL)
        QApplication.processEvents()
        times.append(time.thread_time() - began)
    assert long_wall.takes.rowCount() == TAKES
    assert sorted(times)[113] < SLOWEST_S
    assert len(long_wall.findChildren(QWidget)) < 12


def test_a_notch_of_the_wheel_paints_no_more_than_comes_into_view(
    qtbot: QtBot, long_wall: WallView
) -> None:
    bar, painted = long_wall.verticalScrollBar(), []
    bar.setValue(bar.maximum() // 2)
    qtbot.wait(20)
    paint = long_wall._tiles.tile
    long_wall._tiles.tile = lambda *of: (painted.append(of), paint(*of))
    whole = len(long_wall.laid.takes_between(bar.value(), bar.value() + 840))
    bar.setValue(bar.value() + WHEEL)
    qtbot.wait(20)
    assert 0 < len(painted) <= whole // 2
    scrolled = long_wall.viewport().grab().toImage()
    long_wall.viewport().update()
    qtbot.wait(20)
    assert long_wall.viewport().grab().toImage() == scrolled


def test_digits_rate_and_the_same_digit_takes_it_back(qtbot: QtBot, page: GalleryPage) -> None:
    (number,) = chosen(page)
    qtbot.keyClick(page.wall.view, Qt.Key.Key_4)
    assert reviews(page)[number].rating == 4
    qtbot.keyClick(page.wall.view, Qt.Key.Key_4)
    assert reviews(page)[number].rating == 0


def test_a_pick_is_an_entry_of_undo(qtbot: QtBot, page: GalleryPage) -> None:
    session = page._desk.session
    row = page.wall.view.selected()[0]
    qtbot.keyClick(page.wall.view, Qt.Key.Key_P)
    assert session.project.shot(row.take.of.shot).pick == row.take.id
    session.undo()
    assert session.project.shot(row.take.of.shot).pick != row.take.id


def test_shift_and_arrows_select_takes_that_x_rejects(qtbot: QtBot, page: GalleryPage) -> None:
    qtbot.keyClick(page.wall.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    two = chosen(page)
    assert len(two) == 2
    qtbot.keyClick(page.wall.view, Qt.Key.Key_X)
    rejected = {number for number, review in reviews(page).items() if review.rejected}
    assert rejected == set(two)


def test_a_click_selects_what_is_under_it(qtbot: QtBot, page: GalleryPage) -> None:
    view = page.wall.view
    third = view.takes.index(2)
    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(third).center()
    )
    assert [index.row() for index in view.selectedIndexes()] == [2]
    assert view.indexAt(QPoint(2, 2)).row() == -1


def test_headers_are_reached_and_pressed_by_keys(qtbot: QtBot, page: GalleryPage) -> None:
    view, asked = page.wall.view, []
    view.wanted.connect(lambda deed, shot: asked.append((deed, shot)))
    group = view.laid.group_of(view.currentIndex().row())
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view._heads.ringed == (group, "fold")
    shot = view.takes.groups[group].shot
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert view.takes.folded == {shot}, "Return folds here, and opens no player"
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert view.takes.folded == set()
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert asked == [("compare", shot)]


def test_the_menu_key_opens_the_menu_at_the_take(qtbot: QtBot, page: GalleryPage) -> None:
    view = page.wall.view
    at = []
    view.menu_wanted.connect(at.append)
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(view, QContextMenuEvent(reason, QPoint(0, 0), QPoint(0, 0)))
    place = view.viewport().mapFromGlobal(at[0])
    assert view.visualRect(view.currentIndex()).contains(place)


def test_what_is_binned_comes_back(qtbot: QtBot, page: GalleryPage) -> None:
    (number,) = chosen(page)
    qtbot.keyClick(page.wall.view, Qt.Key.Key_Delete)
    assert number not in reviews(page)
    page.wall.bin_wanted.emit()
    assert page.bin.count == 1
    page.bin.restore.click()
    assert number in reviews(page)


def test_deleting_for_good_asks_once_more(qtbot: QtBot, page: GalleryPage) -> None:
    qtbot.keyClick(page.wall.view, Qt.Key.Key_Delete)
    page.wall.bin_wanted.emit()
    page.bin.empty.click()
    assert page.bin.count == 1
    page.bin.empty.click()
    assert page.bin.count == 0


def test_a_search_without_an_answer_offers_to_reset(page: GalleryPage) -> None:
    page.wall.bar.search.setText("nothing says this")
    assert page.wall.browsing.total == 0
    assert page.wall._stack.currentWidget() is page.wall._empty
    page.wall._empty.buttons[0].click()
    assert page.wall.browsing.total == 5


def test_one_take_alone_is_not_compared(page: GalleryPage) -> None:
    told = []
    end = page._desk.session.told.connect(told.append)
    page.compare_shot("sht_push", ("tak_nobody",))
    end()
    assert told
    assert page.pages.currentWidget() is page.wall
