"""The film that is written shows the very frames that its plan says, with its sound in place."""

import json
from dataclasses import replace
from fractions import Fraction

import av
import numpy as np
import pytest

from shotwright import UsageError
from tests.builders.numbered_clip import SAMPLES, number_in, numbered_take
from tests.builders.small_project import small_project
from visualize.conform import Wish, conform_take, plan_fit, read_plan
from visualize.conform.blending import planned_pictures
from visualize.errors import TakeError


def shot_of(length, rate="24000/1001"):
    project = small_project().replace(rate=rate)
    return project, project.shot("push").replace(end=24 + length)


def shown(path):
    with av.open(str(path)) as film:
        frames = [frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)]
        return frames, film.streams.video[0].average_rate


def heard(path):
    """Return when the sound begins to be loud, in seconds, for every click."""
    with av.open(str(path)) as film:
        resampler = av.AudioResampler(format="fltp", layout="mono", rate=SAMPLES)
        track = np.concatenate([
            part.to_ndarray()[0] for frame in film.decode(audio=0)
            for part in resampler.resample(frame)
        ])  # fmt: skip
    loud = np.flatnonzero(np.abs(track) > 0.3)
    return [at / SAMPLES for at in loud[np.diff(loud, prepend=-SAMPLES) > SAMPLES // 10]], track


@pytest.mark.parametrize(
    ("frames", "rate", "wish"),
    [
        (96, "24", Wish(fit="trim", handles=4)),
        (64, "16", Wish(fit="hold")),
        (30, "16", Wish(fit="hold", handles=2)),
        (64, "16", Wish(fit="retime")),
        (100, "30", Wish(fit="conform", offset=5.0)),
        (128, "24", Wish()),
    ],
    ids=["trim", "own-speed", "held", "retime", "conform", "as-asked"],
)
def test_every_frame_of_the_film_is_the_one_the_plan_names(tmp_path, frames, rate, wish):
    project, shot = shot_of(60)
    row = numbered_take(tmp_path / "takes", frames, rate)
    made = conform_take(project, shot, row, tmp_path / "out", wish)
    pictures, told = shown(made.film)
    assert told == Fraction(24000, 1001)
    assert tuple(map(number_in, pictures)) == made.plan.frames
    assert len(pictures) == 60 + 2 * wish.handles
    assert read_plan(made.plan_file) == made.plan
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "020_push_take1_fitted.json", "020_push_take1_fitted.mp4",
    ]  # fmt: skip


def test_linear_blending_mixes_the_light_of_both_frames(tmp_path):
    project, shot = shot_of(5, "24")
    row = numbered_take(tmp_path, 2)
    plan = plan_fit(project, shot, row.take, Wish(fit="retime", blend="linear"))
    black, white = (np.full((32, 192, 3), code, np.uint8) for code in (0, 255))
    pictures = list(planned_pictures(plan, iter((black, white))))
    # Linear light 1/4, 1/2 and 3/4 are 137, 188 and 225 on the sRGB curve (IEC 61966-2-1).
    assert [int(picture[0, 0, 0]) for picture in pictures] == [0, 137, 188, 225, 255]


def test_blending_by_flow_carries_a_thing_half_its_way(tmp_path):
    rng = np.random.default_rng(3)
    wide = rng.integers(0, 255, (96, 200, 1), np.uint8).repeat(3, 2)
    wide = np.stack([np.convolve(line, np.ones(9) / 9, "same") for line in wide[..., 0]])
    wide = wide.astype(np.uint8)[..., None].repeat(3, 2)
    first, second, middle = wide[:, 40:168], wide[:, 32:160], wide[:, 36:164]
    project, shot = shot_of(3, "24")
    row = numbered_take(tmp_path, 2)
    plan = plan_fit(project, shot, row.take, Wish(fit="retime", blend="flow"))
    drawn = list(planned_pictures(plan, iter((first, second))))[1].astype(float)
    inner = np.s_[8:-8, 16:-16]
    off = np.abs(drawn - middle)[inner].mean()
    mixed = np.abs((first / 2.0 + second / 2.0) - middle)[inner].mean()
    assert off < 0.25 * mixed


@pytest.mark.parametrize(
    ("frames", "rate", "wish", "expected"),
    [
        (96, "24", Wish(fit="trim"), 30 / 24),
        (96, "24", Wish(fit="trim", offset=12.0), 18 / 24),
        (96, "24", Wish(fit="trim", handles=6), 30 / 24 + 6 * 1001 / 24000),
        (96, "24", Wish(fit="conform"), 30 * 1001 / 24000),
        (90, "24", Wish(fit="retime"), 30 * 59 / 89 * 1001 / 24000),
    ],
    ids=["trim", "late", "handles", "conform", "retime"],
)
def test_a_sound_stays_with_the_frame_it_belongs_to(tmp_path, frames, rate, wish, expected):
    project, shot = shot_of(60)
    row = numbered_take(tmp_path / "takes", frames, rate, clicks=(30,))
    made = conform_take(project, shot, row, tmp_path / "out", wish)
    (at,), track = heard(made.film)
    assert at == pytest.approx(expected, abs=0.012)
    assert len(track) / SAMPLES == pytest.approx(len(made.plan.frames) * 1001 / 24000, abs=0.025)
    pictures, told = shown(made.film)
    assert told == Fraction(24000, 1001)
    assert tuple(map(number_in, pictures)) == made.plan.frames


def test_sound_that_would_be_torn_apart_is_left_out_and_said(tmp_path):
    project, shot = shot_of(100)
    row = numbered_take(tmp_path / "takes", 24, clicks=(3,))
    for wish, silent, words in (
        (Wish(fit="retime"), False, "23 %"),
        (Wish(fit="hold"), True, "as asked"),
    ):
        made = conform_take(project, shot, row, tmp_path / "out", wish, silent=silent)
        assert words in made.sound
        with av.open(str(made.film)) as film:
            assert not film.streams.audio


def test_a_file_that_is_not_the_takes_own_makes_nothing(tmp_path):
    project, shot = shot_of(24)
    row = numbered_take(tmp_path / "takes", 24)
    row.file.write_bytes(row.file.read_bytes() + b"\0")
    with pytest.raises(TakeError, match="changed since"):
        conform_take(project, shot, row, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_take_itself_is_never_written_over(tmp_path):
    project, shot = shot_of(24)
    row = numbered_take(tmp_path, 24)
    target = tmp_path / "020_push_take1_fitted.mp4"
    target.symlink_to(row.file)
    with pytest.raises(UsageError, match="the take itself"):
        conform_take(project, shot, row, tmp_path)


def test_a_clip_that_is_shorter_than_its_sidecar_says_makes_nothing(tmp_path):
    project, shot = shot_of(24)
    row = numbered_take(tmp_path / "takes", 20)
    told = row.take.replace(clip=row.take.clip.replace(frames=30))
    with pytest.raises(TakeError, match="holds 20 frames"):
        conform_take(project, shot, replace(row, take=told), tmp_path / "out")
    assert not list((tmp_path / "out").iterdir())


@pytest.mark.parametrize(
    "change",
    [
        {"frames": [0, 2, 1]}, {"frames": []}, {"frames": [0, 1, 9]}, {"version": 2},
        {"shares": [0.5]}, {"window": [30, 20]}, {"kind": "shotwright-take"},
        {"shares": [0.1, 0.2, float("inf")]},
    ],
    ids=str,
)  # fmt: skip
def test_a_plan_that_cannot_be_is_refused(tmp_path, change):
    project, shot = shot_of(3)
    row = numbered_take(tmp_path, 3)
    content = plan_fit(project, shot, row.take).model_dump(mode="json") | change
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(content))
    with pytest.raises(TakeError, match="no plan"):
        read_plan(path)
