"""Options: complete and right, or refused with what is allowed; snapped only with a report."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.card import Durations, Input, Price, Resolution, Route
from models.errors import OptionError
from models.options import ShotFacts, choose, snap
from models.request import Options

WIDE = 16 / 9


def route(**changes) -> Route:
    """Return a route like Veo's: 4, 6 or 8 s at 24 a second, 16:9 or 9:16."""
    plain = {
        "provider": "tool",
        "endpoint": "x",
        "inputs": {"start": Input(required=True)},
        "durations": Durations(seconds=(4.0, 6.0, 8.0)),
        "rates": (24.0,),
        "aspects": ("16:9", "9:16"),
        "resolutions": {"720p": Resolution(short_side=720), "1080p": Resolution(short_side=1080)},
        "default_resolution": "720p",
        "audio": "optional",
        "seed": "accepted",
        "price": Price(per="free"),
        "source": "page",
    }
    return Route(**(plain | changes))


def follows(**changes) -> Route:
    return route(aspects=(), follows_image=True, **changes)


def shot(seconds: float = 8, aspect: float = WIDE, rate: str = "24") -> ShotFacts:
    return ShotFacts(frames=round(seconds * Fraction(rate)), rate=rate, aspect=aspect)


def refused(a_route: Route, options: Options, a_shot: ShotFacts) -> OptionError:
    with pytest.raises(OptionError) as caught:
        choose(a_route, options, a_shot)
    return caught.value


def test_what_is_not_asked_follows_the_shot_and_the_model():
    chosen = choose(route(), Options(), shot(6))
    assert (chosen.seconds, chosen.frames, chosen.rate) == (6.0, 144, "24")
    assert (chosen.width, chosen.height, chosen.aspect) == (1280, 720, "16:9")
    assert (chosen.resolution, chosen.audio, chosen.seed) == ("720p", False, None)


@pytest.mark.parametrize(
    ("options", "field", "allowed"),
    [
        (Options(seconds=7), "seconds", ("4 s", "6 s", "8 s")),
        (Options(resolution="4k"), "resolution", ("720p", "1080p")),
        (Options(aspect="1:1"), "aspect", ("16:9", "9:16")),
        (Options(orientation="square"), "orientation", ("landscape", "portrait")),
        (Options(guide="depth"), "guide", ()),
        (Options(aspect="16/9"), "aspect", ()),
        (Options(aspect="16:9", orientation="landscape"), "aspect", ()),
    ],
)
def test_an_option_the_model_does_not_take_is_refused_with_those_it_takes(options, field, allowed):
    error = refused(route(), options, shot(8))
    assert error.field == field
    assert error.allowed == allowed
    assert all(value in str(error) for value in allowed)


@pytest.mark.parametrize(
    ("changes", "options", "field"),
    [
        ({"audio": "none"}, Options(audio=True), "audio"),
        ({"audio": "always"}, Options(audio=False), "audio"),
        ({"seed": "none"}, Options(seed=1), "seed"),
        ({"resolutions": {}, "default_resolution": ""}, Options(resolution="720p"), "resolution"),
        ({"durations": None}, Options(seconds=4), "seconds"),
    ],
)
def test_an_option_the_model_does_not_have_is_refused(changes, options, field):
    assert refused(route(**changes), options, shot(8)).field == field


def test_sound_that_is_always_made_is_chosen_unasked():
    assert choose(route(audio="always"), Options(), shot(8)).audio
    assert choose(route(), Options(audio=True), shot(8)).audio


def test_a_shot_no_clip_is_as_long_as_names_the_three_ways_and_what_each_gives():
    error = refused(route(), Options(), shot(6.5))
    assert error.allowed == ("trim", "pad", "retime")
    told = str(error)
    assert "trim gives 8 s, with 1.5 s of handles to cut off" in told
    assert "pad gives 8 s, with the last frame held for 1.5 s" in told
    assert "retime gives 6 s, with the shot 1.08 times as fast" in told


def test_a_shot_longer_than_the_longest_clip_cannot_be_padded():
    told = str(refused(route(), Options(), shot(10)))
    assert "pad cannot shorten it" in told
    assert "trim gives 8 s, without the last 2 s of the shot" in told
    assert refused(route(), Options(fit="pad"), shot(10)).allowed == ("trim", "retime")


@pytest.mark.parametrize(
    ("seconds", "fit", "expected"),
    [
        (6.5, "trim", 8.0),
        (6.5, "pad", 8.0),
        (6.5, "retime", 6.0),
        (10, "trim", 8.0),
        (10, "retime", 8.0),
        (1, "retime", 4.0),
        (4.5, "trim", 6.0),
    ],
)
def test_the_fit_decides_how_long_the_clip_is(seconds, fit, expected):
    chosen = choose(route(), Options(fit=fit), shot(seconds))
    assert (chosen.seconds, chosen.fit) == (expected, fit)


def test_a_length_that_is_asked_still_wants_a_fit_where_the_shot_differs():
    assert refused(route(), Options(seconds=4), shot(8)).field == "fit"
    assert choose(route(), Options(seconds=4, fit="retime"), shot(8)).seconds == 4.0


@pytest.mark.parametrize("frames", [191, 192, 193])
def test_one_frame_more_or_less_is_the_same_length(frames):
    facts = ShotFacts(frames=frames, rate="24", aspect=WIDE)
    assert choose(route(), Options(), facts).seconds == 8.0


def test_film_rates_are_exact():
    chosen = choose(route(rates=()), Options(), shot(8, rate="24000/1001"))
    assert chosen.rate == "24000/1001"
    assert chosen.frames == 192


def frames_route() -> Route:
    """Return a route like VACE's: 81 to 241 frames in steps of 4."""
    return follows(
        durations=Durations(min_frames=81, max_frames=241, frame_step=4),
        rates=(16.0, 24.0, 30.0),
        size_multiple=16,
    )


@given(st.integers(1, 400), st.sampled_from(["trim", "pad", "retime"]))
def test_frames_come_in_the_model_s_steps(frames, fit):
    facts = ShotFacts(frames=frames, rate="24", aspect=WIDE)
    try:
        chosen = choose(frames_route(), Options(fit=fit), facts)
    except OptionError:
        assert fit == "pad"
        assert frames > 241
        return
    assert 81 <= chosen.frames <= 241
    assert (chosen.frames - 81) % 4 == 0
    assert chosen.rate == "24"
    if fit == "pad":
        assert frames - 1 <= chosen.frames <= max(81, frames + 4)


def test_a_clip_that_follows_its_guide_is_as_long_as_the_shot():
    guide = Input(required=True, passes=("depth", "clay"), rates=(25.0,))
    a_route = follows(
        inputs={"guide": guide},
        durations=Durations(min_seconds=2.0, max_seconds=10.0, follows_guide=True),
    )
    chosen = choose(a_route, Options(), shot(3.25))
    assert (chosen.seconds, chosen.rate, chosen.frames) == (3.25, "25", 81)
    assert chosen.guide == "depth"
    assert choose(a_route, Options(guide="clay"), shot(3)).guide == "clay"
    assert refused(a_route, Options(guide="pose"), shot(3)).allowed == ("depth", "clay")
    assert refused(a_route, Options(), shot(1)).field == "fit"


def test_a_guide_beyond_what_is_read_is_refused():
    guide = Input(required=True, passes=("clay",), min_seconds=2.0, max_seconds=5.0)
    a_route = follows(inputs={"guide": guide})
    assert choose(a_route, Options(), shot(4)).seconds == 4.0
    assert refused(a_route, Options(), shot(6)).field == "seconds"


def test_a_model_that_follows_its_picture_gets_the_gate():
    chosen = choose(follows(), Options(), shot(8, 2.39))
    assert chosen.aspect == "2.39:1"
    assert chosen.width == 1280
    assert chosen.width / chosen.height == pytest.approx(2.39, rel=0.005)
    assert refused(follows(), Options(orientation="portrait"), shot(8)).field == "orientation"
    assert refused(follows(), Options(aspect="1:1"), shot(8)).field == "aspect"


def test_a_gate_the_model_has_no_shape_for_is_refused_unless_a_shape_is_asked():
    assert refused(route(), Options(), shot(8, 1.85)).allowed == ("16:9", "9:16")
    assert choose(route(), Options(aspect="16:9"), shot(8, 1.85)).aspect == "16:9"
    assert choose(route(), Options(orientation="portrait"), shot(8, 1.85)).height == 1280
    scope = route(aspects=("16:9", "21:9"))
    assert choose(scope, Options(), shot(8, 2.39)).aspect == "21:9"


def test_a_shape_no_slot_accepts_is_refused():
    narrow = follows(inputs={"start": Input(required=True, max_aspect=2.5, min_aspect=0.4)})
    assert choose(narrow, Options(), shot(8, 2.5)).aspect == "2.5:1"
    assert refused(narrow, Options(), shot(8, 3.0)).field == "aspect"


@given(
    st.floats(0.2, 5.0),
    st.sampled_from([2, 8, 16, 32, 64]),
    st.sampled_from(["720p", "1080p"]),
    st.sampled_from([None, 640, 1024]),
)
def test_a_size_has_the_gate_s_shape_within_the_model_s_limits(aspect, multiple, name, side):
    a_route = follows(inputs={"start": Input(max_side=side)}, size_multiple=multiple)
    chosen = choose(a_route, Options(resolution=name), shot(8, aspect))
    width, height = chosen.width, chosen.height
    assert width % multiple == height % multiple == 0
    assert max(width, height) <= (side or 10_000)
    short = int(name[:-1])
    assert min(width, height) <= short
    assert max(width, height) <= short * WIDE + 1
    off = multiple + 2
    assert (width - off) / (height + off) <= aspect * 1.001
    assert (width + off) / max(height - off, 1) >= aspect * 0.999


def test_a_size_the_card_lists_is_taken_as_it_is():
    sizes = {"21:9": (1584, 672), "1:1": (960, 960)}
    a_route = route(aspects=("21:9", "1:1"), resolutions={"720p": Resolution(sizes=sizes)})
    chosen = choose(a_route, Options(), shot(8, 1.0))
    assert (chosen.width, chosen.height) == (960, 960)


def test_a_resolution_may_have_lengths_of_its_own():
    resolutions = {
        "720p": Resolution(short_side=720),
        "1080p": Resolution(short_side=1080, seconds=(8.0,)),
        "540p": Resolution(short_side=540, max_seconds=6.0),
    }
    a_route = route(resolutions=resolutions)
    assert choose(a_route, Options(), shot(4)).seconds == 4.0
    assert refused(a_route, Options(resolution="1080p", seconds=4), shot(4)).allowed == ("8 s",)
    low = Options(resolution="540p", seconds=8)
    assert refused(a_route, low, shot(8)).allowed == ("4 s", "6 s")


def test_snapping_moves_each_option_to_the_nearest_and_reports_it():
    asked = Options(seconds=7.2, resolution="1440p", audio=True, seed=3, aspect="4:3")
    a_route = route(audio="none", seed="none")
    chosen, changes = snap(a_route, asked, shot(7.2))
    assert (chosen.seconds, chosen.resolution, chosen.aspect) == (8.0, "1080p", "16:9")
    assert (chosen.audio, chosen.seed, chosen.fit) == (False, None, "trim")
    assert {change.field for change in changes} == {
        "seconds", "resolution", "audio", "seed", "aspect", "fit",
    }  # fmt: skip
    assert all(change.given in str(change) and change.why for change in changes)


@given(
    seconds=st.none() | st.floats(0.1, 60),
    orientation=st.sampled_from([None, "landscape", "portrait", "square"]),
    resolution=st.sampled_from([None, "480p", "720p", "4k"]),
    audio=st.sampled_from([None, True, False]),
    seed=st.none() | st.integers(0, 9),
    guide=st.sampled_from([None, "depth", "clay"]),
    fit=st.sampled_from([None, "trim", "pad", "retime"]),
    frames=st.integers(1, 2000),
    has_audio=st.sampled_from(["none", "optional", "always"]),
    has_seed=st.sampled_from(["none", "accepted"]),
)
def test_what_is_snapped_is_chosen_again_unchanged(
    seconds, orientation, resolution, audio, seed, guide, fit, frames, has_audio, has_seed
):
    a_route = route(audio=has_audio, seed=has_seed)
    facts = ShotFacts(frames=frames, rate="24", aspect=WIDE)
    asked = Options(
        seconds=seconds,
        orientation=orientation,
        resolution=resolution,
        audio=audio,
        seed=seed,
        guide=guide,
        fit=fit,
    )
    chosen, changes = snap(a_route, asked, facts)
    again = Options(
        seconds=chosen.seconds,
        aspect=chosen.aspect,
        resolution=chosen.resolution,
        audio=chosen.audio,
        seed=chosen.seed,
        guide=chosen.guide,
        fit=chosen.fit,
    )
    assert choose(a_route, again, facts) == chosen
    try:
        strict = choose(a_route, asked, facts)
    except OptionError:
        assert changes
    else:
        assert strict == chosen
        assert changes == ()
