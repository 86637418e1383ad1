"""Form: what is asked for, as the request column shows it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, Self

from compose.shot import Shot
from models.modes import Mode
from models.request import Options
from visualize.brief.ordering import MOST_TAKES, Wish

ModelKey = tuple[str, str]
"""A model's id and the provider that runs it."""
SlotName = Literal["start", "end"]

_SLOTS: dict[Mode, tuple[SlotName, ...]] = {
    Mode.IMAGE: (),
    Mode.START_FRAME: ("start",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The mode, the model, its options, and pictures of the user's own.

    ``model`` is empty until one is chosen. Options that the chosen model lacks are kept for the
    next one. ``also`` are models, each with its provider, that are asked for the same.
    """

    mode: Mode = Mode.FROM_ANIMATION
    model: str = ""
    provider: str = ""
    also: tuple[ModelKey, ...] = ()
    options: Options = Options()  # noqa: RUF009 - a frozen value
    start: Path | None = None
    end: Path | None = None
    takes: int = 1
    allow_unknown_price: bool = False

    @property
    def keys(self) -> tuple[ModelKey, ...]:
        """All models that are asked, the one whose options are shown first."""
        return ((self.model, self.provider), *self.also) if self.model else ()

    @property
    def count(self) -> int:
        """How many takes come of it."""
        return self.takes * max(len(self.keys), 1)

    def with_model(self, key: ModelKey) -> Self:
        """Return the form for one model alone."""
        return replace(self, model=key[0], provider=key[1], also=())

    def with_ticked(self, key: ModelKey) -> Self:
        """Return the form with one more model, which is then shown; or without it.

        The last one stays.
        """
        others = tuple(one for one in self.keys if one != key)
        if key not in self.keys:
            return replace(self, model=key[0], provider=key[1], also=others)
        if not others:
            return self
        return replace(self, model=others[0][0], provider=others[0][1], also=others[1:])

    def own(self, slot: SlotName) -> Path | None:
        """Return the picture of the user's own in a slot."""
        return self.start if slot == "start" else self.end

    def with_own(self, slot: SlotName, path: Path | None) -> Self:
        """Return the form with a picture in a slot, or without one."""
        return replace(self, start=path) if slot == "start" else replace(self, end=path)

    def with_option(self, name: str, value: Any) -> Self:  # noqa: ANN401 - pydantic checks it
        """Return the form with an option; ``shape`` is an orientation or an aspect.

        Raises
        ------
        ValidationError
            When the value is none that the option may have.
        """
        changes = {name: value}
        if name == "shape":
            by_ratio = isinstance(value, str) and ":" in value
            changes = {
                "aspect": value if by_ratio else None,
                "orientation": None if by_ratio else value,
            }
        options = Options.model_validate({**self.options.model_dump(), **changes})
        return replace(self, options=options)

    def with_takes(self, count: int) -> Self:
        """Return the form with a number of takes that may be asked for."""
        return replace(self, takes=min(max(count, 1), MOST_TAKES))

    def shown_slots(self) -> tuple[SlotName, ...]:
        """Return the slots that may hold a picture of the user's own in the mode."""
        return _SLOTS.get(self.mode, ("start", "end"))

    def wish(self, shot: Shot, frame: float, provider: str = "") -> Wish:
        """Return what is asked of a provider, by default of the model's that is shown.

        Options move to the nearest that the model takes. A picture in a slot that the mode does
        not show is not sent.
        """
        shown = self.shown_slots()
        return Wish(
            mode=self.mode,
            options=self.options,
            takes=self.takes,
            provider=provider or self.provider,
            start=self.start if "start" in shown else None,
            end=self.end if "end" in shown else None,
            frame=picture_frame(shot, frame) if self.mode is Mode.IMAGE else None,
            snap=True,
            allow_unknown_price=self.allow_unknown_price,
        )

    def direct_wish(self) -> Wish:
        """Return the wish for the shot drawn as it is, at a resolution like the one asked for."""
        named = self.options.resolution or ""
        resolution = named if re.fullmatch(r"\d{3,4}p", named) else None
        return Wish(mode=Mode.DIRECT, options=Options(resolution=resolution))


def picture_frame(shot: Shot, frame: float) -> int:
    """Return the whole frame of the shot that is nearest to the playhead."""
    return min(max(round(frame), shot.start), shot.end - 1)
