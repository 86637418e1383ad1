"""Film words for the phases of a camera's move."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from compose.moves.naming import Part
    from compose.moves.phases import Phase

_NOUNS: dict[str, tuple[str, str]] = {
    "dolly": ("dolly in", "dolly out"),
    "push-in": ("push in", "push in"),
    "pull-out": ("pull out", "pull out"),
    "truck": ("truck right", "truck left"),
    "pedestal": ("pedestal up", "pedestal down"),
    "crane": ("crane up", "crane down"),
    "pan": ("pan right", "pan left"),
    "whip-pan": ("whip pan right", "whip pan left"),
    "tilt": ("tilt up", "tilt down"),
    "roll": ("roll clockwise", "roll counter-clockwise"),
    "zoom": ("zoom in", "zoom out"),
    "dolly-zoom": ("dolly zoom in", "dolly zoom out"),
    "arc": ("orbit right", "orbit left"),
    "follow": ("follow", "follow"),
    "lead": ("lead", "lead"),
    "over-the-shoulder": ("over-the-shoulder drift right", "over-the-shoulder drift left"),
}
"""How each move is called when its amount is positive, and when it is negative."""

_GERUNDS = {
    "dolly": "dollying",
    "push": "pushing",
    "pull": "pulling",
    "truck": "trucking",
    "track": "tracking",
    "pedestal": "rising or sinking",
    "crane": "craning",
    "pan": "panning",
    "whip": "whipping",
    "tilt": "tilting",
    "roll": "rolling",
    "zoom": "zooming",
}

_LINKS = {"push-in": "to", "pull-out": "from", "arc": "about", "dolly-zoom": "on",
          "over-the-shoulder": "on"}  # fmt: skip


def sentence(phases: Sequence[Phase], *, handheld: bool = False) -> str:
    """Return the phases in words, such as ``"crane down 11.3 m while tilting up 23°, then holds"``.

    A camera that never moves is ``"static"``.
    """
    clauses: list[str] = []
    for phase in phases:
        clause = _clause(phase.parts) if phase.parts else "holds"
        if not clauses or clauses[-1] != clause or clause != "holds":
            clauses.append(clause)
    if clauses in ([], ["holds"]):
        return "handheld" if handheld else "static"
    told = ", then ".join(clauses)
    return f"{told}, handheld" if handheld else told


def _clause(parts: Sequence[Part]) -> str:
    lead, *rest = parts
    if not rest:
        return phrase(lead)
    return f"{phrase(lead)} while {' and '.join(_while(part) for part in rest[:3])}"


def phrase(part: Part) -> str:
    """Return one part as a noun phrase: ``"push in 2.0 m to Mara"``."""
    named = _NOUNS[part.move][part.signed < 0.0]
    if part.move == "truck" and part.subject:
        return f"track with {part.subject} for {_amount(part)}"
    if part.move in ("follow", "lead"):
        return f"{named} {part.subject} for {_amount(part)}"
    whom = f" {_LINKS[part.move]} {part.subject}" if part.subject else ""
    if part.lens_mm is not None and part.move == "dolly-zoom":
        return f"{named} {_amount(part)}, {_lens(part)}{whom}"
    return f"{named} {_lens(part) if part.lens_mm else _amount(part)}{whom}"


def _while(part: Part) -> str:
    first, _, rest = phrase(part).partition(" ")
    return f"{_GERUNDS[first]} {rest}"


def _amount(part: Part) -> str:
    size = abs(part.signed)
    if part.unit == "°":
        return f"{size:.0f}°" if size >= 9.95 else f"{size:.1f}°"
    return f"{size:.1f} m" if size >= 0.995 else f"{100.0 * size:.0f} cm"


def _lens(part: Part) -> str:
    first, last = part.lens_mm or (0.0, 0.0)
    return f"{first:.0f} to {last:.0f} mm"
