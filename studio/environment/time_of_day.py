"""TimeOfDay: clock, place, date and weather of a scene, and the sun that follows from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from compose.daylight.places import place_named, place_names
from shotwright import ShotwrightError
from studio.desk import Desk
from studio.environment.day import Day, at_minute, day_of, lit_by, moments_of, sun_words
from studio.environment.sun_course import SunCourse
from studio.widgets.chip import Chip
from studio.widgets.choice_field import ChoiceField
from studio.widgets.flow_layout import FlowLayout
from studio.widgets.number_field import NumberField
from studio.widgets.property_row import PropertyRow

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A number of the day: how it is shown, read from a day, and put into one."""

    label: str
    read: Callable[[Day], float]
    put: Callable[[Day, float], Day]
    low: float
    high: float
    decimals: int
    step: float
    unit: str = ""
    tip: str = ""


def _on(day: Day, *, month: int | None = None, number: int | None = None) -> Day:
    """Return the day on another date, the last of a month where the month is shorter."""
    month, number = month or day.day.month, number or day.day.day
    for last in range(number, 0, -1):
        try:
            return replace(day, day=date(day.day.year, month, last))
        except ValueError:
            continue
    return day


_NUMBERS = (
    _Entry(label="Day", read=lambda d: d.day.day, put=lambda d, v: _on(d, number=round(v)),
           low=1, high=31, decimals=0, step=0.2),
    _Entry(label="North", read=lambda d: d.north_deg, put=lambda d, v: replace(d, north_deg=v),
           low=-360, high=360, decimals=0, step=1.0, unit="°",
           tip="How far true north is turned from the far end of the scene"),
    _Entry(label="Haze", read=lambda d: d.turbidity, put=lambda d, v: replace(d, turbidity=v),
           low=1.7, high=10, decimals=1, step=0.05, tip="2 is clear air, 10 thick haze"),
    _Entry(label="Clouds", read=lambda d: d.clouds, put=lambda d, v: replace(d, clouds=v),
           low=0, high=1, decimals=2, step=0.01, tip="How much of the sky is covered"),
)  # fmt: skip


class TimeOfDay(QWidget):
    """The sun's course with the sun to be dragged, named moments, and place, date and weather."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._session = desk, desk.session
        self._day: Day = day_of(None)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.course = SunCourse(desk.theme)
        self._follow(self.course, lambda minute: at_minute(self._day, int(minute)))
        column.addWidget(self.course)
        column.addWidget(self._moments())
        theme = desk.theme
        self.place = ChoiceField(theme, [(name, name) for name in place_names()])
        self.place.chosen.connect(lambda n: self._set(replace(self._day, place=place_named(n))))
        self.month = ChoiceField(theme, [(f"{i + 1}", name) for i, name in enumerate(_MONTHS)])
        self.month.chosen.connect(lambda key: self._set(_on(self._day, month=int(key))))
        column.addWidget(PropertyRow(theme, "Place", self.place, diamond=False))
        column.addWidget(PropertyRow(theme, "Month", self.month, diamond=False))
        self.numbers: dict[str, NumberField] = {}
        for entry in _NUMBERS:
            self._note_row = self._row(entry)
            column.addWidget(self._note_row)

    @property
    def day(self) -> Day:
        """The day that is shown."""
        return self._day

    def refresh(self) -> str:
        """Show the day of the scene, and return where its sun stands."""
        scene = self._session.scene
        if scene is None:
            return ""
        daylight = scene.environment.daylight
        self._day = day_of(daylight)
        self.course.show_day(self._day)
        self.place.set_choices(
            [(n, n) for n in dict.fromkeys((*place_names(), self._day.place.name))]
        )
        self.place.set_choice(self._day.place.name)
        self.month.set_choice(f"{self._day.day.month}")
        for entry in _NUMBERS:
            field = self.numbers[entry.label]
            if not field.scrubbing:
                field.set_value(float(entry.read(self._day)))
        for name, minute in moments_of(self._day).items():
            chip = self._chips[name]
            chip.setEnabled(minute is not None)
            chip.setToolTip("Not on this day here" if minute is None else _clock(minute))
        moved = any(track.node is None for track in scene.tracks)
        self._note_row.set_note(
            "The sky is keyed. A time of day takes these keys out." if moved else "", "stale"
        )
        return "not lit by the sun yet" if daylight is None else sun_words(self._day)

    def go(self, moment: str) -> None:
        """Go to a moment of the day by name."""
        minute = moments_of(self._day)[moment]
        if minute is not None:
            self._set(at_minute(self._day, minute))

    def _moments(self) -> QWidget:
        box = QWidget()
        flow = FlowLayout(box, spacing=4)
        self._chips: dict[str, Chip] = {}
        for name in moments_of(self._day):
            chip = Chip(self._desk.theme, name, command=True)
            chip.clicked.connect(lambda _=False, n=name: self.go(n))
            self._chips[name] = chip
            flow.addWidget(chip)
        return box

    def _row(self, entry: _Entry) -> PropertyRow:
        field = NumberField(
            self._desk.theme, decimals=entry.decimals, step=entry.step, low=entry.low,
            high=entry.high, unit=entry.unit,
        )  # fmt: skip
        field.setToolTip(entry.tip)
        self._follow(field, lambda value: entry.put(self._day, value))
        self.numbers[entry.label] = field
        return PropertyRow(self._desk.theme, entry.label, field, diamond=False)

    def _follow(self, field: SunCourse | NumberField, made: Callable[[float], Day]) -> None:
        session = self._session
        field.begun.connect(lambda: session.begin_gesture("Time of day"))
        field.moved.connect(lambda value: self._step(made(value)))
        field.ended.connect(session.end_gesture)
        field.cancelled.connect(session.cancel_gesture)
        field.typed.connect(lambda value: self._set(made(value)))

    def _step(self, day: Day) -> None:
        scene = self._session.scene
        if scene is not None and self._session.in_gesture:
            self._session.step_gesture(lit_by(day, scene.id))

    def _set(self, day: Day) -> None:
        scene = self._session.scene
        if scene is None:
            return
        try:
            edit = lit_by(day, scene.id)
        except ShotwrightError as error:
            self._session.tell("Time of day: not done", str(error), kind="bad")
            return
        self._session.do(f"Light as at {day.clock} in {day.place.name}", edit)
        self.refresh()


def _clock(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02d}"
