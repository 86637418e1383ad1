"""Thumbnails: drawn once, kept on disk, and never asked for twice when they cannot be."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from compose.errors import SceneError
from compose.model_store.files import KeptFiles
from studio.kit import thumbnails
from studio.kit.portraits import of_shape
from studio.kit.thumbnails import Subject, Thumbnails
from tests.studio.conftest import wait_for


@pytest.fixture
def pictures(open_desk, qtbot, monkeypatch, tmp_path: Path):
    """A function that makes thumbnails with one folder on disk, as a new run would."""
    folder = KeptFiles(tmp_path / "thumbnails")
    monkeypatch.setattr(thumbnails, "_files", lambda: folder)
    desk = open_desk("product")
    owner = QObject()
    yield lambda: Thumbnails(desk, owner)
    owner.deleteLater()


def _got(qtbot, pictures: Thumbnails, subject: Subject) -> QImage:
    pictures.picture(subject)
    wait_for(qtbot, lambda: subject.key in pictures._pictures)
    return pictures.picture(subject)


def test_a_portrait_shows_the_thing_and_is_kept_for_the_next_run(pictures, qtbot) -> None:
    first = _got(qtbot, pictures(), Subject("shape/sphere", lambda: of_shape("sphere")))
    middle = first.pixelColor(first.width() // 2, first.height() // 2)
    assert middle.alpha() == 255
    assert first.pixelColor(1, 1).alpha() == 0

    def never() -> np.ndarray:
        raise SceneError("it is made again")

    again = _got(qtbot, pictures(), Subject("shape/sphere", never))
    assert again.size() == first.size()
    assert again.pixelColor(40, 40) == first.pixelColor(40, 40)


def test_a_picture_that_is_a_picture_already_is_shown_as_it_is(pictures, qtbot) -> None:
    pixels = np.zeros((6, 9, 4), np.uint8)
    pixels[..., 0], pixels[..., 3] = 200, 255
    image = _got(qtbot, pictures(), Subject("own", lambda: pixels))
    assert (image.width(), image.height()) == (9, 6)
    assert image.pixelColor(3, 3).getRgb() == (200, 0, 0, 255)


def test_what_cannot_be_made_is_tried_once_and_the_next_comes(pictures, qtbot) -> None:
    tried: list[int] = []

    def broken() -> np.ndarray:
        tried.append(1)
        raise SceneError("no such thing")

    made = pictures()
    bad = Subject("bad", broken)
    assert made.picture(bad).isNull()
    good = Subject("good", lambda: np.full((4, 4, 4), 255, np.uint8))
    made.picture(good)
    assert not _got(qtbot, made, good).isNull()
    assert made.picture(bad).isNull()
    assert tried == [1]


def test_what_left_the_view_is_not_made(pictures, qtbot) -> None:
    made = pictures()
    keys = [f"tile/{i}" for i in range(20)]
    subjects = [Subject(key, lambda: np.zeros((4, 4, 4), np.uint8)) for key in keys]
    for subject in subjects:
        made.picture(subject)
    made.forget_waiting()
    last = Subject("last", lambda: np.zeros((4, 4, 4), np.uint8))
    made.picture(last)
    _got(qtbot, made, last)
    assert set(made._pictures) == {"tile/0", "last"}
