"""Board words: the standings of models as cells of a table, honest about how few there are."""

from __future__ import annotations

from models.money import money
from visualize.leaderboard import Standing, all_kinds
from visualize.leaderboard.intervals import Rate
from visualize.leaderboard.kinds import ALL
from visualize.pages.provenance import wait_words

HEADS = ("Rank", "Model", "Fidelity", "Votes won", "Picked", "Takes", "Shots", "Cost of a take",
         "Cost of a good take", "Wait", "Remark")  # fmt: skip
_UNKNOWN = "–"


def kinds() -> list[tuple[str, str]]:
    """Return the kinds of shots for a menu."""
    return [(ALL, "All shots"), *((kind.name, kind.words.capitalize()) for kind in all_kinds())]


def board_row(one: Standing) -> tuple[str, ...]:
    """Return a model's cells, in the order of ``HEADS``."""
    rank = "" if one.rank is None else f"{'=' if one.tied else ''}{one.rank}"
    return (
        rank, one.name, _fidelity(one), _share(one.won), _share(one.picks), f"{one.takes:,}",
        f"{one.shots:,}", _usd(one.cost_median), _usd(one.cost_accepted),
        _UNKNOWN if one.wait_median is None else wait_words(one.wait_median), one.remark,
    )  # fmt: skip


def _fidelity(one: Standing) -> str:
    if one.fidelity is None:
        return _UNKNOWN
    mean = one.fidelity.mean
    return f"{mean.value:.0f}" + ("" if mean.half is None else f" ± {mean.half:.0f}")


def _share(rate: Rate | None) -> str:
    if rate is None:
        return _UNKNOWN
    return f"{100 * rate.share:.0f} % ({100 * rate.low:.0f} to {100 * rate.high:.0f})"


def _usd(usd: float | None) -> str:
    return _UNKNOWN if usd is None else money(usd, usd).replace("free", "Free")
