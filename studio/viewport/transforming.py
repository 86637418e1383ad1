"""Transforming: in which axes things are moved, and what they snap to. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from studio.settings import Settings
from studio.signal import Signal

Space = Literal["world", "local", "parent"]
Pivot = Literal["middle", "active"]

SPACES: tuple[Space, ...] = ("world", "local", "parent")
PIVOTS: tuple[Pivot, ...] = ("middle", "active")
STEPS_M: tuple[float, ...] = (0.01, 0.05, 0.1, 0.25, 0.5, 1.0)
STEPS_DEG: tuple[float, ...] = (1.0, 5.0, 10.0, 15.0, 30.0, 45.0)


@dataclass(frozen=True, slots=True)
class Transforming:
    """What the header of the viewport says of moving, turning and scaling.

    ``step_m`` and ``step_deg`` are the grid that ``snap`` holds to; ``to_surface`` lets a moved
    thing stand on what is under the pointer. Several things turn about their ``pivot``.
    """

    space: Space = "world"
    snap: bool = True
    step_m: float = 0.25
    step_deg: float = 15.0
    to_surface: bool = False
    pivot: Pivot = "middle"


class TransformChoice:
    """The ``Transforming`` of a viewport as it is chosen now; it is remembered.

    Parameters
    ----------
    settings
        Where it is kept.

    Attributes
    ----------
    changed
        Told after a choice.
    """

    def __init__(self, settings: Settings) -> None:
        self.changed: Signal[[]] = Signal()
        self._settings = settings
        self._now = _remembered(settings.preferences.transforming)

    @property
    def now(self) -> Transforming:
        """What is chosen."""
        return self._now

    def choose(self, **changes: Any) -> None:  # noqa: ANN401 - the fields of Transforming
        """Choose some fields of ``Transforming``; the others stay."""
        chosen = replace(self._now, **changes)
        if chosen != self._now:
            self._now = chosen
            self._settings.change(transforming=asdict(chosen))
            self.changed.emit()

    def next_space(self) -> None:
        """Choose the next space, round and round."""
        at = SPACES.index(self._now.space) + 1
        self.choose(space=SPACES[at % len(SPACES)])


_CHOICES: Mapping[str, tuple[object, ...]] = {
    "space": SPACES,
    "snap": (False, True),
    "step_m": STEPS_M,
    "step_deg": STEPS_DEG,
    "to_surface": (False, True),
    "pivot": PIVOTS,
}


def _remembered(kept: Mapping[str, Any]) -> Transforming:
    """Return what a file says, without the fields that it does not say as they can be."""
    known = {name: kept[name] for name, able in _CHOICES.items() if kept.get(name) in able}
    return replace(Transforming(), **known)
