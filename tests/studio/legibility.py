"""What any picture of the studio must keep, read from the widgets and from the pixels they paint.

Text is measured with the font's metrics against the room it has, and its contrast by the formula of
WCAG 2.1 (relative luminance, `(L1 + 0.05) / (L2 + 0.05)`) on what is painted, not on the tokens.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLabel, QToolButton, QWidget

from studio.viewport.menu_button import MenuButton
from studio.widgets.elided_label import ElidedLabel

LEAST_CONTRAST = 4.5
SCALE = 3
"""Text is painted this much larger, so that the stems of letters are wider than a pixel."""
SLACK_PX = 1
MOST_OF_ONE_COLOUR = 0.99
_ICON_ONLY = Qt.ToolButtonStyle.ToolButtonIconOnly

Spoken = QLabel | QAbstractButton


def assert_legible(top: QWidget, picture: Path) -> None:
    """Assert that a shown widget can be read, and that its picture shows something."""
    assert top.isVisible(), "what is not on screen cannot be read"
    faults = [*cut_texts(top), *strays(top), *faint_texts(top)]
    assert not faults, "\n".join(faults)
    share = share_of_one_colour(picture)
    assert share < MOST_OF_ONE_COLOUR, f"{share:.1%} of {picture.name} is one colour"


def cut_texts(top: QWidget) -> list[str]:
    """Return the texts that are wider or higher than the room that they have."""
    return [f"cut: {_name(part)}" for part in _spoken(top) if not _fits(part)]


def strays(top: QWidget) -> list[str]:
    """Return the widgets that reach out of their parent, unless one scrolls there."""
    return [
        f"outside {_name(parent)}: {_name(part)}"
        for part in top.findChildren(QWidget)
        if part.isVisibleTo(top)
        and not part.isWindow()
        and (parent := part.parentWidget()) is not None
        and not isinstance(parent.parentWidget(), QAbstractScrollArea)
        and not parent.rect().contains(part.geometry())
    ]


def faint_texts(top: QWidget) -> list[str]:
    """Return the texts of what is enabled that stand out too little from what is behind them."""
    pixels = _painted(top)
    faults = []
    for part in _spoken(top):
        box = _visible_box(top, part)
        if not part.isEnabled() or box.isEmpty():
            continue
        edges = (box.top(), box.bottom() + 1, box.left(), box.right() + 1)
        high, low, left, right = (SCALE * edge for edge in edges)
        found = contrast_of(pixels[high:low, left:right])
        if found < LEAST_CONTRAST:
            faults.append(f"contrast {found:.2f}: {_name(part)}")
    return faults


def contrast_of(pixels: NDArray[np.uint8]) -> float:
    """Return the contrast of the ink to the ground of a picture (H, W, 3) of text.

    The ground is the colour that most pixels have, the ink the one that differs most from it.
    """
    colours, counts = _colours(pixels)
    luminance = _luminance(colours)
    ground = luminance[np.argmax(counts)]
    ratios = (np.maximum(luminance, ground) + 0.05) / (np.minimum(luminance, ground) + 0.05)
    return float(ratios.max())


def share_of_one_colour(picture: Path) -> float:
    """Return the part of a picture that has its most frequent colour."""
    with Image.open(picture) as opened:
        _, counts = _colours(np.asarray(opened.convert("RGB")))
    return float(counts.max() / counts.sum())


def _colours(pixels: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return the colours (N, 3) of a picture and how many pixels have each."""
    packed = pixels.astype(np.uint32) @ np.array([1 << 16, 1 << 8, 1], np.uint32)
    values, counts = np.unique(packed, return_counts=True)
    return np.stack([values >> 16, values >> 8 & 255, values & 255], axis=-1).astype(
        np.uint8
    ), counts


def _spoken(top: QWidget) -> list[Spoken]:
    """Return what says something in words."""
    return [
        part
        for part in top.findChildren(QWidget)
        if isinstance(part, Spoken) and part.isVisibleTo(top) and part.text().strip()
    ]


def _fits(part: Spoken) -> bool:
    if isinstance(part, ElidedLabel):
        return True  # cuts where it must, and says the whole in its tooltip
    if isinstance(part, MenuButton):
        return part.sizeHint().width() <= part.width()
    if isinstance(part, QToolButton) and part.toolButtonStyle() == _ICON_ONLY:
        return True
    room, metrics = part.contentsRect(), part.fontMetrics()
    if isinstance(part, QLabel) and part.wordWrap():
        return part.heightForWidth(part.width()) <= part.height() + SLACK_PX
    text = part.text()
    if isinstance(part, QLabel) and Qt.mightBeRichText(text):
        return part.sizeHint().width() <= part.width() + SLACK_PX
    needed = metrics.size(Qt.TextFlag.TextShowMnemonic, text)
    return needed.width() <= room.width() + SLACK_PX and needed.height() <= room.height() + SLACK_PX


def _visible_box(top: QWidget, part: QWidget) -> QRect:
    """Return where in `top` a widget is on screen."""
    shown = part.visibleRegion().boundingRect()
    return shown.translated(part.mapTo(top, QPoint(0, 0))).intersected(top.rect())


def _painted(top: QWidget) -> NDArray[np.uint8]:
    """Return the pixels (H, W, 3) of a widget, painted large."""
    image = QImage(top.size() * SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SCALE)
    image.fill(top.palette().window().color())
    top.render(image)
    lines = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)
    return lines[:, : image.width(), 2::-1].copy()  # the image ends with this function


def _luminance(colours: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return the relative luminance of sRGB colours (N, 3)."""
    values = colours / 255.0
    linear = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def _name(part: QWidget) -> str:
    said = f" “{part.text()}”" if isinstance(part, Spoken) else ""
    return f"{type(part).__name__} {part.objectName()}{said} {part.geometry().getRect()}"
