"""The sentence of a description, as a script supervisor would note it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from compose.framing.in_frame import InFrame
from compose.framing.measure import Measured
from compose.framing.subjects import joined
from compose.framing.words import spoken

_ANGLES = {
    "worms-eye": "worm's-eye view", "low": "low angle", "eye": "eye level",
    "high": "high angle", "birds-eye": "bird's-eye view",
}  # fmt: skip
_KINDS = {"two-shot": "two-shot", "group": "group shot"}
_SIDES = {"front": "from the front", "back": "from behind"}
_MOST_OTHERS = 5


def sentence_of(
    *, kind: str, subjects: Sequence[str], over: str, measured: Measured | None,
    focal_length_mm: float, lens: str, focus: str, in_frame: Sequence[InFrame],
    layers: Mapping[str, Sequence[str]], nodes: Sequence[str],
) -> str:  # fmt: skip
    """Return one or two sentences: what is framed and how, then who else is where."""
    mm = (
        "parallel projection"
        if lens == "parallel"
        else f"{round(focal_length_mm, 1):g} mm ({lens} lens)"
    )
    if measured is None:
        names = joined([entry.name for entry in in_frame[:_MOST_OTHERS]])
        return f"No subject in frame, {mm}." + (f" In the picture: {names}." if names else "")
    who = joined(list(subjects))
    size = spoken(measured.size)
    if kind in _KINDS:
        size = f"{size.removesuffix(' shot')} {_KINDS[kind]}"
    what = f"{size} of {who}"
    if kind == "over-the-shoulder":
        what = f"{size} over {over}'s shoulder on {who}"
    elif kind == "point-of-view":
        what = f"{size} of {who} through {over}'s eyes"
    parts = [
        what[:1].upper() + what[1:],
        _ANGLES[measured.angle],
        _SIDES.get(measured.side, spoken(measured.side)),
        *_placed(measured),
        *([f"Dutch {abs(measured.roll_deg):.0f}°"] if measured.dutch else []),
        mm,
        f"{measured.distance_m:.1f} m away",
        *([f"focus on {focus}"] if focus else []),
    ]
    others = [entry for entry in in_frame if entry.node not in nodes and entry.name != over]
    return ", ".join(parts) + "." + _others(others, layers)


def _placed(measured: Measured) -> list[str]:
    if measured.composition == "centre":
        return ["centred"]
    lead = " with lead room" if measured.lead_room else ""
    return [f"on the {spoken(measured.composition)}{lead}"]


def _others(others: Sequence[InFrame], layers: Mapping[str, Sequence[str]]) -> str:
    """Name the largest of the others, people first, with their place and where they are cut."""
    ranked = sorted(others, key=lambda entry: (not entry.is_figure, -entry.share))
    told = [entry for entry in ranked if entry.is_figure or entry.share > 0.01][:_MOST_OTHERS]
    if not told:
        return ""
    return " Also: " + "; ".join(_other(entry, layers) for entry in told) + "."


def _other(entry: InFrame, layers: Mapping[str, Sequence[str]]) -> str:
    layer = next((name for name, names in layers.items() if entry.name in names), "midground")
    where = "left" if entry.x < -1 / 3 else "right" if entry.x > 1 / 3 else "centre"
    cut = f", cut at the {entry.cut_at}" if entry.cut_at else ""
    return f"{entry.name} {layer} {where}{cut}"
