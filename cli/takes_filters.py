"""What says which takes are listed, and in what order: flags of `shotwright takes`."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date, datetime, timedelta

from cli.flags import add_shots, one_of
from cli.values import whole
from models.modes import Mode
from visualize.takes.query import ANY, PAGE, SORTS, Span

_MODES = tuple(mode.value for mode in Mode)
_MOST_STARS = 5


FILTERS: dict[str, object] = {
    "shot": [], "mode": [], "model": [], "kind": None, "text": "", "tag": [], "stars": None,
    "fidelity": ANY, "cost": ANY, "made": (None, None), "picked": False, "unpicked": False,
    "kept": False, "rejected": False, "stale": False, "sort": "shot", "reverse": False,
    "limit": None, "page": 1,
}  # fmt: skip
"""What each flag here holds when it is not given."""


def add_filters(parser: ArgumentParser) -> None:
    """Add what says which takes are listed, and in what order."""
    add_shots(parser)
    group = parser.add_argument_group("which to list")
    group.add_argument("--mode", action="append", default=[], type=one_of(*_MODES), metavar="MODE",
                       help=f"made in this mode: {', '.join(_MODES)}; may be repeated")  # fmt: skip
    group.add_argument("--model", action="append", default=[], metavar="MODEL",
                       help="made by this model, by id or short name; may be repeated")  # fmt: skip
    group.add_argument("--kind", type=one_of("image", "video"), metavar="KIND",
                       help="image or video")  # fmt: skip
    group.add_argument("--text", default="", metavar="WORDS",
                       help="with all these words, or parts of words, in name, shot, model, prompt,"
                       " note or tags")  # fmt: skip
    group.add_argument("--tag", action="append", default=[], metavar="TAG",
                       help="with this tag; may be repeated")  # fmt: skip
    group.add_argument("--stars", type=stars, metavar="N", help="rated N or better")
    group.add_argument("--fidelity", type=span, default=ANY, metavar="A:B",
                       help="fidelity from A to B; 80: is 80 or better")  # fmt: skip
    group.add_argument("--cost", type=span, default=ANY, metavar="A:B",
                       help="cost in dollars from A to B; :1.50 is up to 1.50")  # fmt: skip
    group.add_argument("--made", type=days, default=(None, None), metavar="DAY[:DAY]",
                       help="made on these days, such as 2026-11-21 or"
                       " 2026-11-01:2026-11-21")  # fmt: skip
    for flag, help_ in (
        ("--picked", "picks of their shots"), ("--unpicked", "no picks"),
        ("--kept", "without those that were rejected"), ("--rejected", "those alone"),
        ("--stale", "whose shot has changed since, each with what changed"),
    ):  # fmt: skip
        group.add_argument(flag, action="store_true", help=help_)
    order = parser.add_argument_group("in what order")
    order.add_argument("--sort", type=one_of(*SORTS), default="shot", metavar="BY",
                       help=f"{', '.join(SORTS)} (default: shot); what is made, rating and fidelity"
                       " begin with the newest and best")  # fmt: skip
    order.add_argument("--reverse", action="store_true", help="the other way round")
    order.add_argument("--limit", type=whole, metavar="N",
                       help="takes of a page; 0 is all"
                       f" (default: {PAGE}, and with --json all)")  # fmt: skip
    order.add_argument("--page", type=whole, default=1, metavar="N", help="which page (default: 1)")


def stars(text: str) -> int:
    """Read a rating from 0 to 5."""
    if text not in tuple(str(number) for number in range(_MOST_STARS + 1)):
        raise ArgumentTypeError(f"stars are a number from 0 to {_MOST_STARS}, not {text[:40]!r}")
    return int(text)


def span(text: str) -> Span:
    """Read ``0.5:1.5``, ``:1.5``, ``0.5:`` or ``1`` as bounds, both included."""
    low, colon, high = text.partition(":")
    found = (_bound(low, text), _bound(high, text)) if colon else (_bound(text, text),) * 2
    if found == ANY or (None not in found and found[0] > found[1]):  # type: ignore[operator]
        raise ArgumentTypeError(f"{text[:40]!r} is no range; write it as 0.5:1.5, :1.5 or 0.5:")
    return found


def _bound(text: str, whole_text: str) -> float | None:
    try:
        value = float(text) if text else None
    except ValueError:
        value = float("nan")
    if value is not None and not 0.0 <= value < float("inf"):
        raise ArgumentTypeError(
            f"{whole_text[:40]!r} is no range; write it as 0.5:1.5, :1.5 or 0.5:"
        )
    return value


def days(text: str) -> tuple[datetime | None, datetime | None]:
    """Read ``2026-11-21`` or ``2026-11-01:2026-11-21`` as moments, the last day included.

    Days are those of this machine's own time; either end may be left open.
    """
    first, colon, last = text.partition(":")
    if not text.strip(":"):
        raise ArgumentTypeError(f"{text!r} is no day; write it as 2026-11-21")
    start, end = _day(first), _day(last if colon else first)
    if start and end and end < start:
        raise ArgumentTypeError(f"the days of {text!r} end before they begin")
    return start, None if end is None else (end + timedelta(days=1)).astimezone()


def _day(text: str) -> datetime | None:
    if not text:
        return None
    try:
        found = date.fromisoformat(text)
        return datetime(found.year, found.month, found.day).astimezone()
    except (ValueError, OverflowError) as error:
        raise ArgumentTypeError(f"{text[:40]!r} is no day; write it as 2026-11-21") from error
