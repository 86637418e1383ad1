"""The other small widgets do what a hand and a keyboard ask of them."""

from __future__ import annotations

import colorsys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from studio.errors import ExpressionError
from studio.session import Message
from studio.theme import Theme
from studio.widgets.check_box import CheckBox
from studio.widgets.choice_field import ChoiceField
from studio.widgets.color_field import ColorField
from studio.widgets.color_text import color_of, decoded, encoded, hex_of
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.empty_state import EmptyState
from studio.widgets.flow_layout import FlowLayout
from studio.widgets.key_diamond import KeyDiamond
from studio.widgets.number_text import number_text
from studio.widgets.property_row import PropertyRow
from studio.widgets.search_field import SearchField
from studio.widgets.section import Section
from studio.widgets.segmented import Segmented
from studio.widgets.star_rating import StarRating
from studio.widgets.text_field import TextField
from studio.widgets.thumbnail import paint_picture
from studio.widgets.toast import ToastHost

LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier


def _shown(qtbot: QtBot, widget: QWidget, size: tuple[int, int] = (240, 120)) -> None:
    qtbot.addWidget(widget)
    widget.resize(*size)
    with qtbot.waitExposed(widget):
        widget.show()


def test_segments_are_exclusive_and_tell_only_what_a_hand_chose(theme: Theme, qtbot: QtBot) -> None:
    segments = Segmented(theme, [("a", "A", ""), ("b", "B", ""), ("c", "C", "")])
    _shown(qtbot, segments)
    told: list[str] = []
    segments.chosen.connect(told.append)
    segments.set_choice("b")
    assert (segments.choice, told) == ("b", [])
    QTest.mouseClick(segments.button("c"), LEFT)
    QTest.keyClick(segments.button("c"), Qt.Key.Key_Right)
    assert (segments.choice, told) == ("a", ["c", "a"])
    segments.set_choice(None)
    assert segments.choice == ""


def test_a_section_folds_by_click_and_key_and_tells(theme: Theme, qtbot: QtBot) -> None:
    section = Section(theme, "Camera", milliseconds=0)
    row = QLabel("35 mm")
    section.add(row)
    _shown(qtbot, section)
    told: list[bool] = []
    section.folded.connect(told.append)
    header = row.parentWidget().parentWidget().layout().itemAt(0).widget()
    QTest.mouseClick(header, LEFT)
    assert not row.isVisible()
    QTest.keyClick(header, Qt.Key.Key_Space)
    assert row.isVisible()
    section.set_folded(True)
    assert section.is_folded
    assert told == [True, False]


def test_a_fold_in_motion_ends_open_and_closed(theme: Theme, qtbot: QtBot) -> None:
    section = Section(theme, "Camera", milliseconds=20)
    row = QLabel("35 mm")
    section.add(row)
    _shown(qtbot, section)
    header = row.parentWidget().parentWidget().layout().itemAt(0).widget()
    QTest.mouseClick(header, LEFT)
    qtbot.waitUntil(lambda: not row.isVisible())
    QTest.mouseClick(header, LEFT)
    qtbot.waitUntil(lambda: row.isVisible() and row.parentWidget().maximumHeight() > 9999)


def test_stars_are_given_taken_and_typed(theme: Theme, qtbot: QtBot) -> None:
    stars = StarRating(theme)
    _shown(qtbot, stars)
    told: list[int] = []
    stars.rated.connect(told.append)
    third = QPoint(2 + 2 * 16 + 8, 12)
    QTest.mouseClick(stars, LEFT, PLAIN, third)
    QTest.mouseClick(stars, LEFT, PLAIN, third)
    QTest.keyClick(stars, Qt.Key.Key_5)
    QTest.keyClick(stars, Qt.Key.Key_Right)
    QTest.keyClick(stars, Qt.Key.Key_Left)
    QTest.keyClick(stars, Qt.Key.Key_0)
    assert told == [3, 0, 5, 4, 0]


def test_a_choice_is_told_only_when_a_hand_made_it(theme: Theme, qtbot: QtBot) -> None:
    field = ChoiceField(theme, [("a", "First"), ("b", "Second")])
    _shown(qtbot, field)
    told: list[str] = []
    field.chosen.connect(told.append)
    field.set_choice("b")
    field.set_choices([("b", "Second"), ("c", "Third")])
    assert (field.choice, told) == ("b", [])
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert (field.choice, told) == ("c", ["c"])
    field.set_choice(None)
    assert field.choice is None


def test_search_clears_with_escape_then_leaves(theme: Theme, qtbot: QtBot) -> None:
    field = SearchField(theme)
    _shown(qtbot, field)
    said: list[str] = []
    left: list[bool] = []
    field.searched.connect(said.append)
    field.left.connect(lambda: left.append(True))
    QTest.keyClicks(field, " lamp")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert (said[-2:], left) == (["lamp", ""], [])
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert left == [True]


def test_prose_is_kept_on_leaving_and_dropped_by_escape(qtbot: QtBot) -> None:
    window, field = QWidget(), TextField()
    field.setParent(window)
    _shown(qtbot, window)
    window.activateWindow()
    field.set_text("old")
    told: list[str] = []
    field.written.connect(told.append)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "very ")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert (field.toPlainText(), told) == ("old", [])
    field.setFocus()
    QTest.keyClicks(field, "very ")
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert told == [field.toPlainText()]
    assert "very " in told[0]


@given(st.integers(0, 255), st.integers(0, 255), st.integers(0, 255))
def test_a_hex_code_comes_back_as_it_went(red: int, green: int, blue: int) -> None:
    code = f"#{red:02X}{green:02X}{blue:02X}"
    assert hex_of(color_of(code)) == code


def test_the_transfer_curve_is_srgbs() -> None:
    # IEC 61966-2-1: half of full linear light is code 188; code 128 is 0.2158605 linear.
    assert round(encoded(0.5) * 255) == 188
    assert decoded(128 / 255) == pytest.approx(0.2158605, abs=1e-6)
    assert color_of("#f80") == color_of("FF8800")
    for wrong in ("", "#12", "#GGGGGG", "red"):
        with pytest.raises(ExpressionError):
            color_of(wrong)


def test_a_colour_is_typed_chosen_and_dragged(theme: Theme, qtbot: QtBot) -> None:
    field = ColorField(theme)
    _shown(qtbot, field, (240, 240))
    typed: list[tuple[float, ...]] = []
    moved: list[tuple[float, ...]] = []
    ended: list[bool] = []
    field.typed.connect(typed.append)
    field.moved.connect(moved.append)
    field.ended.connect(lambda: ended.append(True))
    code = field.findChild(QLineEdit)
    code.setFocus()
    code.selectAll()
    QTest.keyClicks(code, "#FF0000")
    QTest.keyClick(code, Qt.Key.Key_Return)
    assert typed == [(1.0, 0.0, 0.0)]
    swatch = next(w for w in field.findChildren(QWidget) if w.accessibleName() == "Choose a colour")
    QTest.mouseClick(swatch, LEFT)
    plane = next(
        w for w in field.findChildren(QWidget) if w.accessibleName().startswith("Colour by")
    )
    top_left = QPoint(7, 7)
    QTest.mousePress(plane, LEFT, PLAIN, top_left)
    QTest.mouseRelease(plane, LEFT, PLAIN, top_left)
    assert ended == [True]
    saturation = colorsys.rgb_to_hsv(*(encoded(part) for part in moved[-1]))
    assert saturation[1] < 0.03
    assert saturation[2] > 0.97
    field.set_value(None)
    assert field.value is None


def test_rows_flow_like_words(qtbot: QtBot) -> None:
    box = QWidget()
    flow = FlowLayout(box, spacing=4)
    for _ in range(5):
        item = QLabel()
        item.setFixedSize(50, 20)
        flow.addWidget(item)
    assert flow.heightForWidth(1000) == 20
    assert flow.heightForWidth(110) == 3 * 20 + 2 * 4
    assert flow.heightForWidth(10) == 5 * 20 + 4 * 4
    _shown(qtbot, box, (110, 80))
    assert [flow.itemAt(i).geometry().topLeft() for i in (0, 1, 2)] == [
        QPoint(0, 0), QPoint(54, 0), QPoint(0, 24),
    ]  # fmt: skip


def test_a_label_is_cut_and_tells_the_rest(theme: Theme, qtbot: QtBot) -> None:
    label = ElidedLabel("Camera 020 tracking the courier's car")
    _shown(qtbot, label, (60, 20))
    assert label.shown_text.endswith("…")
    assert label.toolTip() == label.text()
    label.resize(600, 20)
    assert label.toolTip() == ""


def test_the_empty_state_offers_its_actions(theme: Theme, qtbot: QtBot) -> None:
    done: list[str] = []
    empty = EmptyState(theme, "filmstrip", "Nothing.", [("Draft", lambda: done.append("draft"))])
    _shown(qtbot, empty)
    QTest.mouseClick(empty.buttons[0], LEFT)
    assert done == ["draft"]


def test_a_row_says_and_unsays_a_note(theme: Theme, qtbot: QtBot) -> None:
    row = PropertyRow(theme, "Speed", QLabel("1"))
    _shown(qtbot, row)
    clicked: list[bool] = []
    row.diamond_clicked.connect(lambda: clicked.append(True))
    QTest.mouseClick(row.findChild(KeyDiamond), LEFT)
    row.set_note("Shot 020 override. Scene: 0.90 m/s")
    assert row.note == "Shot 020 override. Scene: 0.90 m/s"
    row.set_note("")
    assert (row.note, clicked) == ("", [True])


def test_a_box_is_ticked_anywhere_on_it_and_shows_several(theme: Theme, qtbot: QtBot) -> None:
    box = CheckBox(theme, "Keep this lens")
    _shown(qtbot, box, (160, 24))
    QTest.mouseClick(box, LEFT, PLAIN, QPoint(120, 12))
    assert box.isChecked()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert not box.isChecked()


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(1.0, 2, "1.00"), (-1.5, 1, "−1.5"), (-0.001, 2, "0.00"), (None, 2, "–"), (12.0, 0, "12")],
)
def test_numbers_are_written_with_a_true_minus(
    value: float | None, decimals: int, text: str
) -> None:
    assert number_text(value, decimals) == text


def test_a_picture_keeps_its_proportions_and_covers(qtbot: QtBot) -> None:
    picture = QImage(200, 100, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    ground = QImage(100, 100, QImage.Format.Format_RGB32)
    ground.fill(QColor("blue"))
    painter = QPainter(ground)
    place = paint_picture(painter, QRect(0, 0, 100, 100), picture, radius=0)
    painter.end()
    assert place.toRect() == QRect(0, 25, 100, 50)
    assert ground.pixelColor(50, 10) == QColor("blue")
    assert ground.pixelColor(50, 50) == QColor("red")
    painter = QPainter(ground)
    whole = paint_picture(painter, QRect(0, 0, 100, 100), picture, cover=True, radius=0)
    painter.end()
    assert whole.toRect() == QRect(0, 0, 100, 100)
    assert ground.pixelColor(50, 10) == QColor("red")


def test_a_toast_leaves_by_itself_but_not_from_under_the_pointer(
    theme: Theme, qtbot: QtBot
) -> None:
    window = QWidget()
    _shown(qtbot, window, (600, 400))
    host = ToastHost(theme, window, stays_ms=60, motion=False)
    toast = host.show(Message(text="Take 3 is here", detail="Veo", kind="good"))
    assert toast.waits
    QTest.mouseMove(toast)
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QEnterEvent
    from PySide6.QtWidgets import QApplication

    middle = QPointF(toast.rect().center())
    QApplication.sendEvent(toast, QEnterEvent(middle, middle, middle))
    assert not toast.waits
    qtbot.wait(120)
    assert host.toasts == (toast,)
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: host.toasts == ())


def test_toasts_pile_up_in_the_corner_and_their_actions_work(theme: Theme, qtbot: QtBot) -> None:
    window = QWidget()
    _shown(qtbot, window, (600, 500))
    host = ToastHost(theme, window, motion=False)
    done: list[int] = []
    for number in range(6):
        host.show(
            Message(text=f"Take {number}", actions=(("Play", lambda n=number: done.append(n)),))
        )
    assert [toast.message.text for toast in host.toasts] == [f"Take {n}" for n in (2, 3, 4, 5)]
    tops = [toast.y() for toast in host.toasts]
    assert tops == sorted(tops)
    assert all(window.rect().contains(toast.geometry()) for toast in host.toasts)
    from PySide6.QtWidgets import QPushButton

    QTest.mouseClick(host.toasts[0].findChild(QPushButton), LEFT)
    assert done == [2]
    assert len(host.toasts) == 3


def test_a_thumbnail_of_nothing_is_its_ground(theme: Theme) -> None:
    ground = QImage(QSize(10, 10), QImage.Format.Format_RGB32)
    painter = QPainter(ground)
    assert paint_picture(painter, QRect(0, 0, 10, 10), QImage()).isEmpty()
    painter.end()
