"""Camera words: the framing in one sentence and the move in another."""

from __future__ import annotations

import re

from visualize.prompt.facts import Camera, CameraPart
from visualize.prompt.phrases import listed, table

_OPTIONAL = re.compile(r"\[([^\]]*)\]")
_KINDS = {"two-shot": "two-shot", "group": "group shot"}


def framing_words(camera: Camera) -> str:
    """Return size, subjects, angle, side, composition and lens."""
    lens = _lens(camera)
    if not camera.size:
        return f"Empty frame without a subject, {lens}" if lens else ""
    size = table("sizes")[camera.size]
    bare = size if size.endswith("close-up") else f"{size} shot"
    who = listed(camera.subjects)
    parts = [f"{bare} of {who}"]
    if camera.kind in _KINDS:
        parts = [f"{size} {_KINDS[camera.kind]} of {who}" if camera.kind == "two-shot"
                 else f"{size} {_KINDS[camera.kind]}"]  # fmt: skip
    elif camera.kind == "over-the-shoulder":
        parts = [f"{bare} over {_possessive(camera.over)} shoulder on {who}"]
    elif camera.kind == "point-of-view":
        parts = [f"{bare} of {who} through {_possessive(camera.over)} eyes"]
    angles = table("angles_of_things" if camera.kind == "insert" else "angles")
    parts.append(angles[camera.angle])
    if camera.kind not in ("insert", "group"):
        parts.append(table("sides")[camera.side])
    if camera.kind in ("single", "insert", "over-the-shoulder"):
        parts.append(table("compositions")[camera.composition])
    if camera.dutch:
        parts.append("Dutch angle")
    return ", ".join([*parts, *([lens] if lens else [])])


def _lens(camera: Camera) -> str:
    if camera.feel == "parallel":
        return "in parallel projection, without perspective"
    feel = table("feels")[camera.feel]
    depth = " with shallow depth of field" if camera.shallow else ""
    return f"{camera.lens_mm:g} mm {feel}{depth}"


def _possessive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def move_words(camera: Camera) -> str:
    """Return what the camera does from the first frame to the last."""
    moving = any(camera.phases)
    hand = "handheld, with a natural sway"
    if not moving:
        told = f"The camera is {hand}" if camera.handheld else "The camera holds still"
    else:
        clauses = [_clause(parts) if parts else "holds" for parts in camera.phases]
        kept = [c for i, c in enumerate(clauses) if i == 0 or c != clauses[i - 1]]
        told = f"The camera {', then '.join(kept)}"
        if camera.size_at_end:
            size = table("sizes")[camera.size_at_end]
            told += f", ending on a {size if size.endswith('close-up') else f'{size} shot'}"
        if camera.handheld:
            told += f", {hand}"
    if camera.focus is not None:
        before, after = camera.focus
        told += f"; focus pulls from {before} to {after}" if before else f"; focus finds {after}"
    return told


def _clause(parts: tuple[CameraPart, ...]) -> str:
    lead, *rest = parts
    told = f"{_filled('moves', lead)}{f' {lead.pace}' if lead.pace else ''}"
    others = []
    for part in rest:
        repeated = part.subject == lead.subject
        others.append(_filled("while_moving", part, subject="" if repeated else part.subject))
    return f"{told} while {listed(others)}" if others else told


def _filled(name: str, part: CameraPart, subject: str | None = None) -> str:
    """Return the phrase of a part; what is in brackets only with a subject."""
    whom = part.subject if subject is None else subject
    phrase = table(name)[part.move][0 if part.forward else 1]
    return _OPTIONAL.sub(lambda found: found[1] if whom else "", phrase).format(subject=whom)
