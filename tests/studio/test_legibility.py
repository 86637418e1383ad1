"""What pictures are checked for is found where it is, and only there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.studio.legibility import (
    assert_legible,
    contrast_of,
    cut_texts,
    faint_texts,
    share_of_one_colour,
    strays,
)


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """A white page of 200 × 100 with a label that can be read."""
    page = QWidget()
    qtbot.addWidget(page)
    page.setStyleSheet("QWidget { background: #ffffff; color: #000000; }")
    page.resize(200, 100)
    label = QLabel("Focus", page)
    label.setObjectName("label")
    label.setGeometry(10, 10, 100, 20)
    with qtbot.waitExposed(page):
        page.show()
    return page


def test_a_page_that_can_be_read_has_no_faults(page: QWidget) -> None:
    assert not cut_texts(page) + strays(page) + faint_texts(page)


@pytest.mark.parametrize("kind", [QLabel, QPushButton])
def test_a_text_without_room_is_named(page: QWidget, kind: type) -> None:
    part = kind("A focal length in millimetres", page)
    part.setGeometry(10, 40, 60, 24)
    part.show()
    (said,) = cut_texts(page)
    assert "A focal length" in said


def test_what_reaches_out_of_its_parent_is_named(page: QWidget) -> None:
    page.findChild(QLabel).move(150, 10)
    (said,) = strays(page)
    assert "Focus" in said


def test_what_is_hidden_is_not_asked_for(page: QWidget) -> None:
    page.findChild(QLabel).setGeometry(190, 10, 4, 4)
    page.findChild(QLabel).hide()
    assert not cut_texts(page) + strays(page) + faint_texts(page)


@pytest.mark.parametrize(("grey", "faint"), [("#767676", False), ("#7b7b7b", True)])
def test_the_least_contrast_is_that_of_the_guidelines(
    page: QWidget, grey: str, faint: bool
) -> None:
    """#767676 is known as the lightest grey that may be read on white: 4.54 to 1."""
    page.findChild(QLabel).setStyleSheet(f"color: {grey}; font-size: 14px; font-weight: 700")
    assert bool(faint_texts(page)) is faint


def test_black_on_white_has_the_contrast_of_the_guidelines() -> None:
    pixels = np.full((4, 4, 3), 255, np.uint8)
    pixels[1, 1] = 0
    assert contrast_of(pixels) == pytest.approx(21.0)


def test_a_picture_of_one_colour_is_refused(page: QWidget, tmp_path: Path) -> None:
    path = tmp_path / "empty.png"
    Image.new("RGB", (10, 10), (40, 40, 40)).save(path)
    assert share_of_one_colour(path) == 1.0
    with pytest.raises(AssertionError, match="one colour"):
        assert_legible(page, path)
