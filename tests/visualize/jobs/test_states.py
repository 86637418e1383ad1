"""The state machine: every job can end, no path pays twice, and nothing leaves an end by itself."""

from hypothesis import given
from hypothesis import strategies as st

from visualize.jobs.states import (
    BUSY,
    ENDED,
    MOVES,
    RECOVERY,
    SETTLED,
    USER_MOVES,
    Recovery,
    State,
    may_move,
)


def reachable(start, *, without=()):
    found, todo = set(), [start]
    while todo:
        state = todo.pop()
        if state not in found and state not in without:
            found.add(state)
            todo += MOVES[state]
    return found


def test_every_state_is_in_every_table():
    assert set(MOVES) == set(RECOVERY) == set(State)


def test_every_job_can_succeed_and_can_end_otherwise():
    for state in set(State) - ENDED:
        assert State.SUCCEEDED in reachable(state)
        assert reachable(state) & {State.FAILED, State.UNCERTAIN, State.CANCELLED}


def test_the_runner_never_moves_what_has_ended():
    assert all(not MOVES[state] for state in ENDED)


def test_nothing_runs_that_was_not_submitted():
    before = reachable(State.QUEUED, without=(State.SUBMITTING,))
    assert before == {
        State.QUEUED, State.PREPARING, State.UPLOADING, State.FAILED, State.CANCELLED
    }  # fmt: skip


def test_only_a_result_that_was_checked_succeeds():
    assert [state for state, after in MOVES.items() if State.SUCCEEDED in after] == [State.CHECKING]


def test_what_is_submitting_cannot_simply_be_cancelled():
    assert not may_move(State.SUBMITTING, State.CANCELLED)
    assert not may_move(State.SUBMITTING, State.CANCELLED, by_user=True)


def test_a_new_runner_takes_up_exactly_what_was_under_way():
    taken_up = {s for s, act in RECOVERY.items() if act not in (Recovery.WAIT, Recovery.NOTHING)}
    assert taken_up == BUSY == set(State) - SETTLED - {State.QUEUED}


def test_the_user_alone_reopens_what_has_ended():
    assert {s for s in SETTLED if USER_MOVES.get(s)} == SETTLED


@given(st.lists(st.sampled_from(State), max_size=60))
def test_a_walk_of_allowed_moves_submits_again_only_after_what_says_nothing_was_made(wishes):
    """A second submit follows only a move back, by which the runner says that nothing was made."""
    state, sent, moved_back = State.QUEUED, 0, 0
    for wish in wishes:
        if not may_move(state, wish):
            continue
        back = state in {State.SUBMITTING, State.RUNNING, State.UNCERTAIN} and wish in {
            State.QUEUED,
            State.UPLOADING,
        }
        moved_back += back
        sent += wish is State.SUBMITTING
        state = wish
    assert sent <= moved_back + 1
