"""What is said of takes: rows of a table, all that is known of one, facts for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cli.output import Column, counted
from compose.project import Project
from models.lengths import seconds_text
from models.pricing import money
from visualize.takes.importing import PROVIDER
from visualize.takes.picks import picks_of
from visualize.takes.row import Row
from visualize.takes.take import Take

_COLUMNS = (
    Column("take"),
    Column("mode"),
    Column("made by"),
    Column("length", right=True),
    Column("size", right=True),
    Column("cost", right=True),
    Column("stars"),
    Column("remarks", wraps=True),
)
_PICK = Column("pick")
_FIDELITY = Column("fidelity", right=True)
_STALE = Column("stale", wraps=True)
_WHEN = "%Y-%m-%d %H:%M"


@dataclass(frozen=True)
class Said:
    """What is known of takes beside their files.

    ``picks`` are the ids of picks, ``reasons`` say by id why a take is stale.
    """

    picks: frozenset[str] = frozenset()
    reasons: Mapping[str, str] = field(default_factory=dict)


def take_table(rows: Sequence[Row], said: Said) -> tuple[tuple[Column, ...], list[tuple[str, ...]]]:
    """Return the columns and rows of a table of takes.

    Picks, fidelity and what is stale have columns where any take has something to say there.
    """
    more = (
        (_PICK, ["pick" if row.take.id in said.picks else "" for row in rows]),
        (_FIDELITY, ["" if row.fidelity is None else f"{row.fidelity:.0f}" for row in rows]),
        (_STALE, [said.reasons.get(row.take.id, "") for row in rows]),
    )
    shown = [(column, cells) for column, cells in more if any(cells)]
    columns = (*_COLUMNS[:-1], *(column for column, _ in shown), _COLUMNS[-1])
    table = []
    for at, row in enumerate(rows):
        *cells, remarks = take_row(row)
        table.append((*cells, *(own[at] for _, own in shown), remarks))
    return columns, table


def take_row(row: Row) -> tuple[str, ...]:
    """Return what is said of every take: name, mode, model, length, size, cost, stars, remarks."""
    take = row.take
    return (
        row.path.stem, take.made.mode, take.made.model_name, _length(take),
        f"{take.clip.width}x{take.clip.height}", _cost(take), "*" * row.review.rating,
        _remarks(row),
    )  # fmt: skip


def take_facts(row: Row, said: Said) -> dict[str, Any]:
    """Return a take for programs: its file, sidecar, review and what else is known of it."""
    facts = {
        "file": str(row.file),
        "sidecar": str(row.path),
        "take": row.take.model_dump(mode="json"),
        "review": row.review.model_dump(mode="json"),
        "fidelity": row.fidelity,
        "pick": row.take.id in said.picks,
    }
    if row.take.id in said.reasons:
        facts["stale"] = said.reasons[row.take.id]
    return facts


def take_lines(row: Row, project: Project) -> Iterator[str]:
    """Yield all that a person may want to know of a take, a line each."""
    take, made = row.take, row.take.made
    picked = f"  the pick of shot {shot.label}" if (shot := picks_of(project).get(take.id)) else ""
    yield f"{row.path.stem}  {take.id}{picked}"
    yield f"  file      {row.file}"
    yield f"  holds     {_holds(take)}"
    yield f"  of        shot {take.of.shot_label}, {shown_frames(take)}{_since(take, project)}"
    ai = ", no AI" if made.no_ai else ""
    on = "imported" if made.provider == PROVIDER else f"on {made.provider}"
    yield f"  made by   {made.model} {on} ({made.mode}{ai})"
    if made.options:
        options = ", ".join(f"{name} {value}" for name, value in made.options.items())
        yield f"  options   {options}"
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
    estimated = f", estimated {_estimate(take)}" if made.estimated_high_usd is not None else ""
    yield f"  cost      {_cost(take)}{estimated}"
    yield f"  made at   {shown_moment(take.finished)}, by job {made.job}"
    if row.fidelity is not None:
        yield f"  fidelity  {row.fidelity:.0f} of 100"
    if row.review.rating or _remarks(row):
        yield f"  judged    {' '.join(('*' * row.review.rating, _remarks(row))).strip()}"


def shown_moment(moment: datetime) -> str:
    """Return day and time as this machine counts them; a stranger's file may say any year."""
    try:
        return moment.astimezone().strftime(_WHEN)
    except (OverflowError, ValueError, OSError):  # before or after all that clocks can show
        return moment.isoformat(" ", "minutes")


def _length(take: Take) -> str:
    return seconds_text(take.clip.seconds) if take.clip.kind == "video" else "picture"


def _holds(take: Take) -> str:
    clip = take.clip
    words = f"{_length(take)}, {clip.width}x{clip.height}"
    if clip.kind == "video":
        words += f", {counted(clip.frames, 'frame')} at {clip.rate}"
    return words + (", with sound" if clip.audio else "")


def shown_frames(take: Take) -> str:
    """Return which scene frames a take shows, in words."""
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
    """Return what of the take's shot is another now."""
    from visualize.staleness import is_stale, stale_parts

    reasons = stale_parts(project, [take])[take.id]
    if not is_stale(reasons):
        return ""
    return "; stale: " + ", ".join(reason.text for reason in reasons if reason.stale)


def _cost(take: Take) -> str:
    usd = take.made.reported_usd
    if usd is not None:
        return money(usd, usd)
    return "unknown" if take.made.estimated_high_usd is None else f"{_estimate(take)}?"


def _estimate(take: Take) -> str:
    return money(take.made.estimated_low_usd, take.made.estimated_high_usd)


def _remarks(row: Row) -> str:
    parts = ["rejected"] if row.review.rejected else []
    parts += [", ".join(f"#{tag}" for tag in row.review.tags), row.review.note]
    return "; ".join(part for part in parts if part)
