"""All small widgets on one page, in both themes, to be looked at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.session import Message
from studio.theme import Theme
from studio.widgets.chip import Chip
from studio.widgets.choice_field import ChoiceField
from studio.widgets.color_field import ColorField
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.empty_state import EmptyState
from studio.widgets.flow_layout import FlowLayout
from studio.widgets.number_field import NumberField
from studio.widgets.panel_header import PanelHeader
from studio.widgets.property_row import PropertyRow
from studio.widgets.search_field import SearchField
from studio.widgets.section import Section
from studio.widgets.segmented import Segmented
from studio.widgets.star_rating import StarRating
from studio.widgets.text_field import TextField
from studio.widgets.thumbnail import Thumbnail
from studio.widgets.toast import ToastHost


def _vector(theme: Theme, values: tuple[float, ...]) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    for letter, value in zip("XYZ", values, strict=True):
        field = NumberField(theme, prefix=letter)
        field.set_value(value)
        row.addWidget(field)
    return box


def _camera(theme: Theme) -> Section:
    section = Section(theme, "Camera", "39.1° across")
    sensor = ChoiceField(theme, [("s35", "Super 35 · 24.89 × 18.66"), ("ff", "Full frame")])
    section.add(PropertyRow(theme, "Sensor", sensor, diamond=False))
    lens = NumberField(theme, unit="mm", decimals=1)
    lens.set_value(35.0)
    section.add(PropertyRow(theme, "Lens", lens))
    chips = QWidget()
    flow = FlowLayout(chips, spacing=4)
    for text in ("18", "24", "35", "50", "85"):
        chip = Chip(theme, text, checkable=True)
        chip.setChecked(text == "35")
        flow.addWidget(chip)
    section.add(PropertyRow(theme, "", chips, diamond=False))
    for label, value, state in (
        ("Focus", 12.84, "keyed"), ("Speed", 1.11, "overridden"), ("Roll", -4.0, "animated"),
    ):  # fmt: skip
        field = NumberField(theme, unit="m/s" if state == "overridden" else "m")
        field.set_value(value)
        field.set_state(state)
        row = PropertyRow(theme, label, field)
        row.set_diamond(state)
        if state == "overridden":
            row.set_note("Shot 020 override. Scene: 0.90 m/s")
        section.add(row)
    section.add(PropertyRow(theme, "Position", _vector(theme, (-11.2, 1.55, 4.8))))
    mixed = NumberField(theme, unit="m")
    mixed.set_value(None)
    section.add(PropertyRow(theme, "Mixed", mixed))
    off = NumberField(theme)
    off.set_disabled_reason("A point light has no cone")
    section.add(PropertyRow(theme, "Cone", off, diamond=False))
    return section


def _page(theme: Theme) -> QWidget:
    page = QFrame()
    page.setProperty("panel", "panel")
    left, right = QVBoxLayout(), QVBoxLayout()
    row = QHBoxLayout(page)
    row.setSpacing(24)
    row.addLayout(left, 1)
    row.addLayout(right, 1)
    header = PanelHeader(theme, "Outliner", "file-tree-outline")
    header.set_hint("46 nodes")
    header.add(StarRating(theme, 3))
    left.addWidget(header)
    left.addWidget(SearchField(theme, "Search 46 nodes"))
    left.addWidget(_camera(theme))
    left.addStretch(1)
    layers = Segmented(theme, [("scene", "Scene", ""), ("shot", "Shot 020", "source-branch")])
    layers.set_choice("shot")
    right.addWidget(layers)
    chips = QWidget()
    flow = FlowLayout(chips, spacing=6)
    for kind in ("", "on", "gel", "keyed", "stale", "good", "bad"):
        flow.addWidget(Chip(theme, f"{kind or 'plain'} chip", kind, "source-branch"))
    right.addWidget(chips)
    color = ColorField(theme)
    color.set_value((0.7, 0.2, 0.05))
    color.findChildren(QWidget)[0].click()
    right.addWidget(PropertyRow(theme, "Colour", color))
    words = TextField("What it is, for the prompt")
    words.set_text("A courier's car, dented and cream white.")
    right.addWidget(PropertyRow(theme, "Description", words, diamond=False))
    pictures = QHBoxLayout()
    for chosen in (False, True):
        image = QImage(320, 180, QImage.Format.Format_RGB32)
        image.fill(QColor("#777777"))
        picture = Thumbnail(theme, QSize(96, 54))
        picture.set_image(image)
        picture.set_chosen(chosen)
        pictures.addWidget(picture)
    pictures.addWidget(ElidedLabel("A name that is far too long for the room there is", "name"), 1)
    right.addLayout(pictures)
    right.addWidget(
        EmptyState(
            theme, "filmstrip-off", "No takes for 050. Draft one free with the Ink look.",
            (("Draft with Ink", lambda: None), ("Pick a model", lambda: None)),
        ),
        1,
    )  # fmt: skip
    return page


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_every_widget_is_seen_in_both_themes(
    qapp: QApplication, theme: Theme, scheme: str, shoot: Callable[..., Path]
) -> None:
    look = Theme(scheme)
    look.apply(qapp)
    try:
        page = _page(look)
        host = ToastHost(look, page, motion=False)
        page.resize(760, 760)
        host.show(
            Message(
                text="Take 3 of shot 020 is here", detail="Veo 3.1 Fast, 8 s, $1.94", kind="good",
                actions=(("Play", lambda: None), ("Compare", lambda: None)),
            )
        )  # fmt: skip
        path = shoot(page, f"widgets-{scheme}", (760, 760))
        seen = QImage(str(path))
        assert seen.pixelColor(3, 3).name().upper() == look.hex("bg1")
        for label in page.findChildren(QLabel):
            assert label.width() > 0
    finally:
        theme.apply(qapp)
