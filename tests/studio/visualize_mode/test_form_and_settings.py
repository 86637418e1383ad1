"""The form keeps what was asked, and sends only what its mode speaks of."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from compose.shot import Shot
from models.modes import Mode
from models.registry import LISTED
from models.request import Options
from studio.visualize_mode.form import Form, picture_frame
from studio.visualize_mode.modes import mode_words
from studio.visualize_mode.taken_settings import form_of

SHOT = Shot(
    id="sht_a", number="020", name="Track", scene="scn_a", camera="nod_c", start=96, end=204
)  # fmt: skip


@given(st.floats(-1e6, 1e6))
def test_a_picture_is_always_of_a_frame_of_the_shot(frame):
    assert picture_frame(SHOT, frame) in range(96, 204)


@pytest.mark.parametrize(
    ("value", "aspect", "orientation"),
    [("16:9", "16:9", None), ("portrait", None, "portrait"), (None, None, None)],
)
def test_a_shape_is_said_in_one_way_only(value, aspect, orientation):
    form = Form(options=Options(aspect="1:1")).with_option("shape", value)
    assert (form.options.aspect, form.options.orientation) == (aspect, orientation)


def test_an_option_that_cannot_be_is_refused():
    with pytest.raises(ValidationError):
        Form().with_option("seed", -1)


def test_an_end_picture_is_kept_but_not_sent_in_a_mode_without_an_end():
    form = Form(mode=Mode.START_FRAME, end=Path("/dawn.png"))
    assert form.wish(SHOT, 100.0).end is None
    both = Form(mode=Mode.START_END, end=form.end)
    assert both.wish(SHOT, 100.0).end == Path("/dawn.png")


def test_only_an_image_is_of_the_playhead():
    wishes = {mode: Form(mode=mode).wish(SHOT, 300.4).frame for mode in LISTED}
    assert wishes.pop(Mode.IMAGE) == 203
    assert set(wishes.values()) == {None}


@given(st.integers(-1000, 10_000))
def test_takes_stay_within_what_may_be_ordered(count):
    assert 1 <= Form().with_takes(count).takes <= 100


@pytest.mark.parametrize(("named", "kept"), [("480p", "480p"), ("2k", None), (None, None)])
def test_a_direct_render_takes_a_resolution_in_lines_and_no_other(named, kept):
    wish = Form(options=Options(resolution=named)).direct_wish()
    assert (wish.mode, wish.options) == (Mode.DIRECT, Options(resolution=kept))


def test_every_mode_of_a_card_is_listed_and_says_the_frames_of_the_shot():
    assert tuple(mode_words()) == LISTED
    told = mode_words()[Mode.FROM_ANIMATION].told(SHOT, 138)
    assert told.startswith("The clip follows the keyframes of shot 020, frames 96 to 203.")
    assert mode_words()[Mode.FROM_ANIMATION].button == "Capture Animation"
    assert mode_words()[Mode.IMAGE].button == "Generate Image"
    assert mode_words()[Mode.START_FRAME].button == "Generate Video"


MADE = {
    "seconds": 5.0, "frames": 120, "rate": "24", "width": 1280, "height": 536, "aspect": "21:9",
    "resolution": "720p", "audio": False, "seed": 7, "guide": "clay", "fit": "pad",
}  # fmt: skip


def made_take(**changes):
    made = SimpleNamespace(
        mode="from-animation", model="luma/ray-3.2", provider="fal", options=MADE, seed=7
    )
    made.__dict__.update(changes)
    return SimpleNamespace(made=made)


def test_the_settings_of_a_take_are_asked_for_again_by_name():
    before = Form(start=Path("/dawn.png"), takes=3)
    form = form_of(made_take(), before)
    assert (form.mode, form.model, form.provider) == (
        Mode.FROM_ANIMATION, "luma/ray-3.2", "fal",
    )  # fmt: skip
    assert form.options == Options(
        seconds=5.0, aspect="21:9", resolution="720p", guide="clay", fit="pad", seed=7
    )
    assert (form.start, form.takes) == (None, 3)


def test_a_direct_render_gives_its_resolution_alone():
    direct = made_take(mode="direct", model="clay", provider="local", seed=None)
    form = form_of(direct, Form(model="local/ink"))
    assert (form.mode, form.model) == (Mode.FROM_ANIMATION, "local/ink")
    assert form.options == Options(resolution="720p")


@pytest.mark.parametrize("changes", [{"mode": "hologram"}, {"options": {"fit": "squeeze"}}])
def test_settings_of_another_version_change_nothing(changes):
    before = Form(model="local/ink")
    assert form_of(made_take(**changes), before) is before
