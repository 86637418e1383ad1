"""What is said of takes: rows of a table, all that is known of one, facts for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cli.output import Column, counted
from compose.errors import NotFoundError
from compose.project import Project
from models.lengths import seconds_text
from models.pricing import money
from visualize.produce.fingerprint import digest, value_hash
from visualize.takes import Row, Take

TAKE_COLUMNS = (
    Column("take"),
    Column("mode"),
    Column("made by"),
    Column("length", right=True),
    Column("size", right=True),
    Column("cost", right=True),
    Column("stars"),
    Column("remarks", wraps=True),
)
_WHEN = "%Y-%m-%d %H:%M"


def take_row(row: Row) -> tuple[str, ...]:
    """Return a take's row under ``TAKE_COLUMNS``."""
    take = row.take
    return (
        row.path.stem, take.made.mode, take.made.model_name, _length(take),
        f"{take.clip.width}x{take.clip.height}", _cost(take), "*" * row.review.rating,
        _remarks(row),
    )  # fmt: skip


def take_facts(row: Row) -> dict[str, Any]:
    """Return a take for programs: its file, sidecar and review."""
    return {
        "file": str(row.file),
        "sidecar": str(row.path),
        "take": row.take.model_dump(mode="json"),
        "review": row.review.model_dump(mode="json"),
    }


def take_lines(row: Row, project: Project) -> Iterator[str]:
    """Yield all that a person may want to know of a take, a line each."""
    take, made = row.take, row.take.made
    yield f"{row.path.stem}  {take.id}"
    yield f"  file      {row.file}"
    yield f"  holds     {_holds(take)}"
    yield f"  of        shot {take.of.shot_label}, {_frames(take)}{_since(take, project)}"
    ai = ", no AI" if made.no_ai else ""
    yield f"  made by   {made.model} on {made.provider} ({made.mode}{ai})"
    yield f"  options   {', '.join(f'{name} {value}' for name, value in made.options.items())}"
    if made.seed is not None:
        yield f"  seed      {made.seed}"
    if made.prompt:
        yield f"  prompt    {made.prompt}"
    if made.negative:
        yield f"  negative  {made.negative}"
    for sent in made.sent:
        yield f"  sent      {sent.slot}: {sent.shows}, {sent.width}x{sent.height}"
    if made.streams:
        yield f"  drawn of  {', '.join(made.streams)}"
    yield f"  cost      {_cost(take)}, estimated {_estimate(take)}"
    yield f"  made at   {take.finished.astimezone():{_WHEN}}, by job {made.job}"
    if row.review.rating or _remarks(row):
        yield f"  judged    {' '.join(('*' * row.review.rating, _remarks(row))).strip()}"


def _length(take: Take) -> str:
    return seconds_text(take.clip.seconds) if take.clip.kind == "video" else "picture"


def _holds(take: Take) -> str:
    clip = take.clip
    words = f"{_length(take)}, {clip.width}x{clip.height}"
    if clip.kind == "video":
        words += f", {counted(clip.frames, 'frame')} at {clip.rate}"
    return words + (", with sound" if clip.audio else "")


def _frames(take: Take) -> str:
    mapped = take.made.mapping
    start, end = take.of.frames
    if mapped is None:
        return f"frames {start}:{end}"
    if mapped.frames == 1:
        return f"frame {mapped.start:g}"
    last = mapped.start + mapped.step * (mapped.frames - 1)
    words = f"frames {mapped.start:g} to {min(last, mapped.hold_to):g}"
    if mapped.step != 1.0:
        words += f", in steps of {mapped.step:.4g}"
    if last > mapped.hold_to:
        words += f", then held to {last:g}"
    return words


def _since(take: Take, project: Project) -> str:
    """Return whether the shot or its scene is another now."""
    try:
        shot = project.shot(take.of.shot)
        scene = project.scene(take.of.scene)
    except NotFoundError:
        return "; the project has this shot no more"
    if value_hash(shot) != take.of.shot_sha256:
        return "; the shot has changed since"
    if digest(scene.model_dump(mode="json")) != take.of.scene_sha256:
        return "; the scene has changed since"
    return ""


def _cost(take: Take) -> str:
    usd = take.made.reported_usd
    return money(usd, usd) if usd is not None else f"{_estimate(take)}?"


def _estimate(take: Take) -> str:
    return money(take.made.estimated_low_usd, take.made.estimated_high_usd)


def _remarks(row: Row) -> str:
    parts = ["rejected"] if row.review.rejected else []
    parts += [f"#{tag}" for tag in row.review.tags]
    if row.review.note:
        parts.append(row.review.note)
    return " ".join(parts)
