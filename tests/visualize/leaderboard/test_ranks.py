"""Nothing is ranked on little, and what cannot be told apart is tied."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shotwright import UsageError
from visualize.leaderboard.board import Choice, leaderboard
from visualize.leaderboard.evidence import JobEvidence, Maker, TakeEvidence, VoteEvidence
from visualize.leaderboard.gather import Gathered
from visualize.leaderboard.limits import limits

LIMITS = limits()


def maker(model, mode="start-frame", provider="acme"):
    return Maker(model=model, mode=mode, provider=provider)


def take(model, shot, fidelity, number=0, **facts):
    plain = {
        "project": "prj", "kinds": frozenset({"push"}), "picked": None, "accepted": False,
        "cost_usd": 1.0, "wait_s": 60.0,
    }  # fmt: skip
    by = maker(model, facts.pop("mode", "start-frame"), facts.pop("provider", "acme"))
    return TakeEvidence(
        take=f"{model}{shot}{number}", maker=by, shot=str(shot), fidelity=fidelity, **plain | facts
    )


def board(takes=(), jobs=(), votes=(), kind="all", **asked):
    gathered = Gathered(takes=tuple(takes), jobs=tuple(jobs), votes=tuple(votes), projects=1)
    return leaderboard(gathered, kind, **asked)


def ranks(found):
    return {one.model: one.rank for one in found.standings}


samples = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(0, 5), st.floats(0, 100)), max_size=40
)


@given(samples)
def test_no_model_has_a_rank_with_too_few_takes_or_shots(found):
    shown = board(take(m, s, f, n) for n, (m, s, f) in enumerate(found))
    for one in shown.standings:
        own = [(s, f) for m, s, f in found if m == one.model]
        enough = len(own) >= LIMITS.least_takes and len({s for s, _ in own}) >= LIMITS.least_shots
        assert (one.rank is not None) == enough
        assert bool(one.remark) != enough


@given(samples)
def test_ranks_go_with_the_numbers_beside_them(found):
    shown = board(take(m, s, f, n) for n, (m, s, f) in enumerate(found))
    with_rank = [(o.rank, o.fidelity.mean.value) for o in shown.standings if o.rank is not None]
    assert with_rank == sorted(with_rank, key=lambda one: -one[1])
    assert [rank for rank, _ in with_rank] == sorted(rank for rank, _ in with_rank)
    assert all(rank <= place for place, (rank, _) in enumerate(with_rank, start=1))


def test_two_samples_are_never_ranked_however_far_apart():
    takes = [take(m, s, f) for m, f in (("good", 99.0), ("bad", 1.0)) for s in (0, 1)]
    assert ranks(board(takes)) == {"good": None, "bad": None}
    assert {one.remark for one in board(takes).standings} == {"too few to rank (2)"}


def test_a_clear_difference_is_ranked_and_what_is_alike_is_tied():
    rng = np.random.default_rng(2)
    takes = [
        take(m, s, level + rng.normal(0, 2), n)
        for m, level in (("a", 85.0), ("b", 85.0), ("c", 60.0)) for s in range(6) for n in range(2)
    ]  # fmt: skip
    found = board(takes)
    assert ranks(found) == {"a": 1, "b": 1, "c": 3}
    assert [one.tied for one in found.standings] == [True, True, False]
    assert found.standings[-1].model == "c"


def test_equal_models_are_told_apart_no_more_often_than_one_time_in_twenty():
    """Takes of one shot are alike, which would fool an interval that counts takes."""
    rng = np.random.default_rng(11)
    apart = fooled = 0
    for _ in range(300):
        takes = []
        for m, first in (("a", 0), ("b", 100)):
            for s in range(8):
                hard = rng.normal(0, 12)
                takes += [take(m, first + s, 60 + hard + rng.normal(0, 2), n) for n in range(5)]
        apart += len(set(ranks(board(takes)).values())) == 2
        means = [np.array([t.fidelity for t in takes if t.maker.model == m]) for m in "ab"]
        error = np.hypot(*(m.std(ddof=1) / np.sqrt(len(m)) for m in means))
        fooled += abs(means[0].mean() - means[1].mean()) > 1.96 * error
    assert apart <= 26  # 5 % are 15; more than 26 come once in three hundred such tests
    assert fooled > 60


def test_common_shots_are_compared_shot_by_shot():
    """One model is three points better on every shot; the shots themselves differ by far more."""
    hard = [20.0, 45.0, 60.0, 75.0, 95.0]
    small = [0.1, -0.2, 0.15, -0.1, 0.05]
    takes = [take("a", s, h) for s, h in enumerate(hard)]
    takes += [take("b", s, h - 3.0 + d) for s, (h, d) in enumerate(zip(hard, small, strict=True))]
    assert ranks(board(takes)) == {"a": 1, "b": 2}
    apart = [take("b", 50 + s, h - 3.0) for s, h in enumerate(hard)]
    assert ranks(board(takes[:5] + apart)) == {"a": 1, "b": 1}


def test_one_shot_of_many_takes_counts_once():
    takes = [take("a", 0, 100.0, n) for n in range(50)] + [take("a", s, 40.0) for s in (1, 2, 3)]
    (one,) = board(takes).standings
    assert one.fidelity.mean.value == pytest.approx((100 + 3 * 40) / 4)
    assert (one.takes, one.shots) == (53, 4)


def test_boards_of_kinds_and_choices_hold_only_what_was_asked():
    takes = [
        take("a", 0, 80.0, kinds=frozenset({"push", "close"})),
        take("a", 1, 70.0, kinds=frozenset({"static"})),
        take("b", 0, 60.0, mode="start-end", provider="local"),
    ]
    assert {one.model: one.takes for one in board(takes, kind="static").standings} == {"a": 1}
    assert {one.model: one.takes for one in board(takes, kind="push").standings} == {"a": 1, "b": 1}
    for choice, models in (
        (Choice(mode="start-end"), {"b"}),
        (Choice(local=True), {"b"}),
        (Choice(local=False), {"a"}),
    ):
        assert set(ranks(board(takes, choice=choice))) == models
    with pytest.raises(UsageError, match="'static'"):
        board(takes, kind="statik")


def test_costs_waits_picks_and_failures_are_those_of_the_evidence():
    takes = [
        take("a", 0, None, n, cost_usd=usd, wait_s=wait, picked=n == 0, accepted=n == 0)
        for n, (usd, wait) in enumerate(((1.0, 10.0), (2.0, 20.0), (6.0, 90.0)))
    ]
    takes += [take("a", 1, None, cost_usd=3.0, wait_s=30.0, picked=False)]
    jobs = [
        JobEvidence(maker=maker("a"), shot="0", kinds=frozenset(), failed=n < 3) for n in range(12)
    ]
    (one,) = board(takes, jobs).standings
    assert (one.cost_median, one.cost_accepted) == (2.5, 12.0)
    assert (one.wait_median, one.wait_p90) == (25.0, pytest.approx(72.0))
    assert (one.picks.share, one.picks.of) == (0.5, 2)
    assert (one.failures.share, one.failures.of) == (0.25, 12)
    assert one.remark == "not measured"


def test_what_a_keeper_costs_is_unknown_where_one_price_is():
    takes = [take("a", 0, None, accepted=True), take("a", 1, None, cost_usd=None)]
    assert board(takes).standings[0].cost_accepted is None


def vote(winner, *losers):
    return VoteEvidence(winner=maker(winner), losers=tuple(map(maker, losers)), shot="0",
                        kinds=frozenset())  # fmt: skip


def test_among_equals_every_model_wins_half_however_many_there_are():
    takes = [take(m, 0, None) for m in "abcd"]
    everyone = [vote(m, *(set("abcd") - {m})) for m in "abcd"] * 5
    for one in board(takes, votes=everyone).standings:
        assert one.won.share == pytest.approx(0.5)
        assert one.votes == 20
        assert one.strength == pytest.approx(0.5)


def test_a_vote_among_takes_of_one_model_says_nothing():
    found = board([take("a", 0, None), take("b", 0, None)], votes=[vote("a", "a", "a")])
    assert all(one.won is None and one.votes == 0 for one in found.standings)


def test_by_votes_few_are_not_ranked_and_many_are():
    takes = [take(m, 0, None) for m in "ab"]
    few = [vote("a", "b")] * 8 + [vote("b", "a")]
    assert ranks(board(takes, votes=few, by="votes")) == {"a": None, "b": None}
    many = [vote("a", "b")] * 30 + [vote("b", "a")] * 3
    assert ranks(board(takes, votes=many, by="votes")) == {"a": 1, "b": 2}
    even = [vote("a", "b")] * 10 + [vote("b", "a")] * 9
    assert ranks(board(takes, votes=even, by="votes")) == {"a": 1, "b": 1}
