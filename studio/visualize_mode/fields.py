"""Fields: what can be chosen for each option of a model, and why not where nothing can."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from models.card import ModelCard, Route
from models.lengths import Lengths, exact, lengths_of, seconds_text
from models.options import Change, ShotFacts
from models.request import Chosen, Options
from models.shapes import aspect_name, crops_to, nearest_aspect, orientation_of, ratio_of

_MOST_LENGTHS = 24
_NO_AI = " (no AI)"
_FITS = {"trim": "Trim", "pad": "Hold the last frame", "retime": "Retime"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that may be chosen; ``value`` is the option's, ``None`` leaves it to the model."""

    value: float | str | bool | None
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One option: what may be chosen and what is, or the ``reason`` why there is no choice.

    ``moved`` says to what the model moved what was asked, and why.
    """

    name: str
    label: str
    choices: tuple[Choice, ...] = ()
    current: float | str | bool | None = None
    reason: str = ""
    moved: str = ""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the fields are worked out of: a model's route, the options, and what became of them.

    ``chosen`` is ``None`` where the model cannot make this shot at all.
    """

    card: ModelCard
    route: Route
    options: Options
    shot: ShotFacts
    chosen: Chosen | None
    changes: tuple[Change, ...] = ()

    @property
    def name(self) -> str:
        """The model's name."""
        return plain_name(self.card)

    @property
    def lengths(self) -> Lengths | None:
        """Which lengths a clip may have; ``None`` for pictures."""
        resolution = self.chosen.resolution if self.chosen else self.route.default_resolution
        return lengths_of(self.route, resolution, exact(self.shot.rate))

    def moved(self, *names: str) -> str:
        """Return what was moved of some options."""
        return " ".join(_moved(one) for one in self.changes if one.field in names)


def plain_name(card: ModelCard) -> str:
    """Return a model's name without the words that its group says already."""
    return card.name.removesuffix(_NO_AI)


def fields_of(asked: Asked) -> tuple[Field, ...]:
    """Return the fields in the order in which they are shown."""
    makers: tuple[Callable[[Asked], Field], ...] = (
        _duration, _shape, _fit, _resolution, _audio, _guide,
    )  # fmt: skip
    return tuple(make(asked) for make in makers)


def seed_reason(asked: Asked) -> str:
    """Return why a seed cannot be given; "" where it can."""
    return f"No seed in {asked.name}" if asked.route.seed == "none" else ""


def _duration(asked: Asked) -> Field:
    lengths, whole = asked.lengths, asked.shot.seconds
    if lengths is None:
        return Field(name="seconds", label="Duration", reason="A picture has no length")
    made = asked.chosen.seconds if asked.chosen else None
    fits = made is None or abs(made - float(whole)) * float(lengths.rate) <= 1
    label = f"{seconds_text(whole)}, whole shot" if fits else f"{seconds_text(made or 0.0)}"
    if not fits:
        label += f" for {seconds_text(whole)}"
    if asked.options.seconds is not None:
        label = f"As the shot, {seconds_text(whole)}"
    listed = _offered(lengths)
    if len(listed) == 1 and fits:
        return Field(name="seconds", label="Duration", reason=f"{seconds_text(listed[0])} only")
    choices = [Choice(None, label), *(Choice(float(one), seconds_text(one)) for one in listed)]
    current = asked.options.seconds
    if current is not None and made is not None:
        current = min((float(one) for one in listed), key=lambda one: abs(one - made))
    return Field(
        name="seconds", label="Duration", choices=tuple(choices), current=current,
        moved=asked.moved("seconds"),
    )  # fmt: skip


def _offered(lengths: Lengths) -> list[Fraction]:
    """Return lengths to list: all of them where they are few, else whole seconds."""
    if lengths.listed:
        return sorted(lengths.listed)
    step = lengths.step or Fraction(1)
    if not lengths.step or (lengths.high - lengths.low) / step > _MOST_LENGTHS:
        whole = range(max(1, -int(-lengths.low // 1)), int(lengths.high) + 1)
        near = [lengths.nearest(Fraction(one)) for one in list(whole)[:_MOST_LENGTHS]]
        return list(dict.fromkeys(near)) or [lengths.low]
    count = int((lengths.high - lengths.low) / step) + 1
    return [lengths.low + k * step for k in range(count)]


def _fit(asked: Asked) -> Field:
    lengths = asked.lengths
    if lengths is None:
        return Field(name="fit", label="Fit", reason="A picture has no length")
    made = asked.chosen.seconds if asked.chosen else None
    if made is None or lengths.same(exact(made), asked.shot.seconds):
        return Field(name="fit", label="Fit", reason="Fits the shot")
    gap = exact(made) - asked.shot.seconds
    words = dict(_FITS)
    words["trim"] = f"Trim, {seconds_text(gap)} to cut" if gap > 0 else f"Trim {seconds_text(-gap)}"
    if gap < 0:
        del words["pad"]
    current = asked.chosen.fit if asked.chosen else None
    choices = tuple(Choice(value, label) for value, label in words.items())
    return Field(name="fit", label="Fit", choices=choices, current=current)


def _shape(asked: Asked) -> Field:
    gate = f"{_ratio_words(aspect_name(asked.shot.aspect))}, as the gate"
    route, options = asked.route, asked.options
    if route.follows_image or not route.aspects:
        return Field(name="shape", label="Orientation", reason=gate)
    near = nearest_aspect(route.aspects, asked.shot.aspect)
    if not crops_to(asked.shot.aspect, ratio_of(near)):
        gate = f"{_ratio_words(near)}, nearest to the gate"
    choices = [Choice(None, gate)]
    shapes = dict.fromkeys(orientation_of(ratio_of(one)) for one in route.aspects)
    choices += [Choice(one, one.capitalize()) for one in shapes if len(shapes) > 1]
    choices += [Choice(one, _ratio_words(one)) for one in route.aspects]
    return Field(
        name="shape", label="Orientation", choices=tuple(choices),
        current=options.aspect or options.orientation,
        moved=asked.moved("aspect", "orientation"),
    )  # fmt: skip


def _resolution(asked: Asked) -> Field:
    offered = tuple(asked.route.resolutions)
    if len(offered) < 2:
        only = f"{offered[0]} only" if offered else "The model's own"
        return Field(name="resolution", label="Resolution", reason=only)
    current = asked.chosen.resolution if asked.chosen else asked.route.default_resolution
    return Field(
        name="resolution", label="Resolution", choices=tuple(Choice(one, one) for one in offered),
        current=current, moved=asked.moved("resolution"),
    )  # fmt: skip


def _audio(asked: Asked) -> Field:
    if asked.route.audio == "none":
        what = "Pictures are silent" if asked.lengths is None else f"No sound from {asked.name}"
        return Field(name="audio", label="Audio", reason=what)
    if asked.route.audio == "always":
        return Field(name="audio", label="Audio", reason=f"{asked.name} always adds sound")
    return Field(
        name="audio", label="Audio", choices=(Choice(False, "Silent"), Choice(True, "With sound")),
        current=bool(asked.options.audio),
    )  # fmt: skip


def _guide(asked: Asked) -> Field:
    route = asked.route
    if route.streams:
        return Field(name="guide", label="Guide", reason=", ".join(route.streams).capitalize())
    accepted = route.inputs.get("guide")
    passes: Sequence[str] = accepted.passes if accepted is not None else ()
    if len(passes) < 2:
        reason = f"{passes[0].capitalize()} only" if passes else f"{asked.name} takes none"
        return Field(name="guide", label="Guide", reason=reason)
    current = asked.chosen.guide if asked.chosen else passes[0]
    return Field(
        name="guide", label="Guide",
        choices=tuple(Choice(one, one.capitalize()) for one in passes), current=current,
        moved=asked.moved("guide"),
    )  # fmt: skip


def _ratio_words(ratio: str) -> str:
    """Return ``2.39 : 1``."""
    return ratio.replace(":", " : ")


def _moved(change: Change) -> str:
    became = f"{change.asked} became {change.given}" if change.asked else change.given
    return f"{became}. {change.why}"
