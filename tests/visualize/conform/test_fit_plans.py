"""A plan shows the right frame of the take for every frame of the shot, however long it is."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.frame_mapping import mapping
from models.request import Chosen
from shotwright import UsageError
from tests.builders.numbered_clip import take_of
from tests.builders.small_project import small_project
from visualize.conform.plan import BLENDS, FITS, Plan
from visualize.conform.planning import Wish, plan_fit
from visualize.errors import TakeError
from visualize.takes.take import Mapped

NTSC = Fraction(24000, 1001)
RATES = ("16", "24", "24000/1001", "25", "30", "30000/1001", "48", "60")
rates = st.sampled_from(RATES)
lengths = st.integers(1, 400)


def shot_of(length, rate="24", start=24):
    project = small_project().replace(rate=rate)
    shot = project.shot("push").replace(start=start, end=start + length)
    return project, shot


def asked(take_frames, clip_rate, shot, project_rate, fit):
    """Return the mapping that an order of such a clip writes down."""
    chosen = Chosen(frames=take_frames, rate=clip_rate, width=64, height=36, aspect="16:9", fit=fit)
    made = mapping(chosen, range(shot.start, shot.end), shot.tail, project_rate)
    return Mapped(**made.model_dump())


@given(
    frames=lengths, length=lengths, clip=rates, rate=rates, start=st.integers(-1000, 100_000),
    fit=st.sampled_from([fit for fit in FITS if fit != "trim"]), blend=st.sampled_from(BLENDS),
    handles=st.integers(0, 50), offset=st.floats(-20, 20).map(lambda x: round(x, 3)),
)  # fmt: skip
def test_a_plan_goes_forward_within_the_clip_and_covers_shot_and_handles(
    frames, length, clip, rate, start, fit, blend, handles, offset
):
    project, shot = shot_of(length, rate, start)
    wish = Wish(fit=fit, blend=blend, handles=handles, offset=offset)
    plan = plan_fit(project, shot, take_of(frames, clip), wish)
    assert len(plan.frames) == length + 2 * handles
    assert (plan.first, plan.stop) == (start - handles, start + length + handles)
    places = [u.clip_frame + u.share for u in map(plan.use, range(plan.first, plan.stop))]
    assert places == sorted(places)
    assert places[0] >= 0
    assert places[-1] <= frames - 1
    assert Plan.model_validate_json(plan.model_dump_json()) == plan


@given(frames=st.integers(2, 300), length=st.integers(2, 300), clip=rates, rate=rates)
def test_retiming_lays_first_and_last_frame_on_the_shots(frames, length, clip, rate):
    project, shot = shot_of(length, rate)
    plan = plan_fit(project, shot, take_of(frames, clip), Wish(fit="retime", handles=3))
    assert plan.use(shot.start).clip_frame == 0
    assert plan.use(shot.end - 1).clip_frame == frames - 1
    assert plan.held_frames((shot.start, shot.end)) == 0


@given(
    frames=lengths, length=lengths, clip=rates, rate=rates,
    fit=st.sampled_from(["trim", "pad", "retime"]), tail=st.integers(0, 24),
)  # fmt: skip
def test_a_take_fitted_as_asked_shows_the_frame_its_mapping_names(
    frames, length, clip, rate, fit, tail
):
    project, shot = shot_of(length, rate)
    shot = shot.replace(tail=tail)
    made = asked(frames, clip, shot, rate, fit)
    plan = plan_fit(project, shot, take_of(frames, clip, mapping=made))
    for scene_frame in range(shot.start, shot.end):
        use = plan.use(scene_frame)
        if not use.held:
            stands_for = made.start + use.clip_frame * made.step
            assert abs(stands_for - scene_frame) <= made.step / 2 + 1e-6


@given(frames=lengths, length=lengths, clip=rates, rate=rates)
def test_at_its_own_speed_no_frame_is_more_than_half_a_clip_frame_off_in_time(
    frames, length, clip, rate
):
    project, shot = shot_of(length, rate)
    plan = plan_fit(project, shot, take_of(frames, clip), Wish(fit="hold"))
    for index, clip_frame in enumerate(plan.frames):
        if not plan.use(shot.start + index).held:
            off = clip_frame / Fraction(clip) - index / Fraction(rate)
            assert abs(off) <= Fraction(1, 2) / Fraction(clip)


@pytest.mark.parametrize("clip", ["24", "30000/1001", "16", "25"])
def test_nothing_drifts_over_ten_minutes(clip):
    project, shot = shot_of(14_386, "24000/1001")
    plan = plan_fit(project, shot, take_of(40_000, clip), Wish(fit="trim"))
    index = 14_385
    exact = index / NTSC * Fraction(clip)
    assert abs(plan.frames[index] - exact) <= Fraction(1, 2)
    assert Fraction(plan.speed) == 1


def test_the_film_rate_against_24_slips_one_frame_in_a_thousand_and_one():
    project, shot = shot_of(3003, "24000/1001")
    plan = plan_fit(project, shot, take_of(3100, "24"), Wish(fit="trim"))
    ahead = [clip - index for index, clip in enumerate(plan.frames)]
    assert ahead[0] == 0
    assert [index for index in range(3002) if ahead[index + 1] != ahead[index]] == [
        499, 1499, 2499,
    ]  # fmt: skip


def test_conforming_is_frame_for_frame_and_says_its_speed():
    project, shot = shot_of(48, "24000/1001")
    plan = plan_fit(project, shot, take_of(64, "16"), Wish(fit="conform"))
    assert plan.frames == tuple(range(48))
    assert Fraction(plan.speed) == NTSC / 16


def test_a_clip_that_ends_too_soon_is_held_from_there_and_says_so():
    project, shot = shot_of(24)
    plan = plan_fit(project, shot, take_of(10), Wish(fit="hold", handles=2))
    assert plan.frames == (0, 0, *range(10), *[9] * 14, 9, 9)
    assert plan.held == ((22, 24), (34, 50))
    assert plan.held_frames((24, 48)) == 14
    assert plan.use(33).held is False
    assert plan.use(34).held is True


def test_handles_are_the_takes_own_frames_where_it_has_them():
    project, shot = shot_of(24)
    plan = plan_fit(project, shot, take_of(40), Wish(fit="trim", handles=8))
    assert plan.frames[-8:] == tuple(range(24, 32))
    assert plan.held == ((16, 24),)


def test_a_take_that_begins_late_is_moved_back():
    project, shot = shot_of(24)
    plan = plan_fit(project, shot, take_of(40), Wish(fit="trim", offset=3.0))
    assert plan.frames == tuple(range(3, 27))
    retimed = plan_fit(project, shot, take_of(40), Wish(fit="retime", offset=3.0))
    assert (retimed.frames[0], retimed.frames[-1]) == (3, 39)


def test_between_two_frames_the_share_is_that_of_the_moment():
    project, shot = shot_of(9)
    plan = plan_fit(project, shot, take_of(3), Wish(fit="retime", blend="linear"))
    assert [u.clip_frame + u.share for u in map(plan.use, shot.window)] == [
        pytest.approx(index / 4) for index in range(9)
    ]


def test_a_clip_that_came_back_with_other_frames_is_spread_over_the_same_time():
    project, shot = shot_of(24)
    made = Mapped(start=24.0, step=1.0, frames=24, hold_from=24.0, hold_to=47.0, fit="trim")
    plan = plan_fit(project, shot, take_of(48, "48", mapping=made))
    assert plan.frames == tuple(range(0, 48, 2))


def test_what_is_too_short_to_trim_is_told_with_what_to_do():
    project, shot = shot_of(82, "24000/1001")
    with pytest.raises(UsageError, match=r"has 2 s and shot 020 push needs 3\.42 s.*--fit hold"):
        plan_fit(project, shot, take_of(32, "16"), Wish(fit="trim"))
    assert plan_fit(project, shot, take_of(55, "16"), Wish(fit="trim")).held == ()


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (Wish(handles=-1), "Handles"),
        (Wish(handles=100_000), "Handles"),
        (Wish(offset=float("nan")), "frames late"),
        (Wish(offset=1e9), "frames late"),
    ],
)
def test_wishes_out_of_range_are_refused(wish, words):
    project, shot = shot_of(24)
    with pytest.raises(UsageError, match=words):
        plan_fit(project, shot, take_of(24), wish)


@pytest.mark.parametrize(
    "change",
    [{"step": 5e-324}, {"step": 1e300}, {"start": 1e300}, {"start": -1e12}],
    ids=str,
)
def test_a_mapping_that_no_clip_can_have_is_refused(change):
    project, shot = shot_of(24)
    made = Mapped(**{"start": 24.0, "step": 1.0, "frames": 24, "hold_from": 24.0, "hold_to": 47.0,
                     "fit": "trim"} | change)  # fmt: skip
    with pytest.raises(TakeError, match="no clip can have"):
        plan_fit(project, shot, take_of(24, mapping=made))


@pytest.mark.parametrize("rate", [None, "1/2", "999999999"])
def test_a_rate_that_no_clip_can_have_is_refused(rate):
    project, shot = shot_of(24)
    take = take_of(24)
    take = take.replace(clip=take.clip.replace(rate=rate))
    with pytest.raises(TakeError, match="does not give its rate"):
        plan_fit(project, shot, take, Wish(fit="hold"))
