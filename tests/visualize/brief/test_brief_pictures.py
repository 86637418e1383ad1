"""Pictures go out within a slot's sides, shape and bytes; the user's own are cut, not stretched."""

import io

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from compose.errors import AssetError
from models.card import Input
from models.errors import OptionError
from visualize.brief.encoding import encode_picture
from visualize.brief.limits import size_for
from visualize.brief.own_pictures import filling, own_picture
from visualize.encode.video import open_video

NOISE = np.random.default_rng(1).integers(0, 256, (240, 320, 3), np.uint8)


@given(st.integers(32, 2000), st.integers(32, 2000), st.integers(1, 800), st.integers(300, 4000))
@example(32, 32, 301, 301)
def test_a_size_keeps_its_shape_inside_the_sides_or_is_refused(width, height, least, most):
    width, height = width * 2, height * 2
    accepted = Input(min_side=least, max_side=most)
    try:
        got = size_for(accepted, width, height, "start")
    except OptionError:
        scale = most / max(width, height)
        assert (
            min(width, height) * min(scale, 1.0) < least + 2
            or least * max(width / height, height / width) > most - 2
        )
        return
    assert least <= min(got)
    assert max(got) <= max(most, 2)
    assert got[0] / got[1] == pytest.approx(width / height, rel=2.5 / min(*got))


def test_a_shape_the_card_refuses_is_refused_before_anything_is_drawn():
    with pytest.raises(OptionError, match="gate"):
        size_for(Input(min_aspect=0.5, max_aspect=2.0), 2390, 1000, "start")


@pytest.mark.parametrize(("most", "kind"), [(None, "PNG"), (60_000, "JPEG"), (9_000, "JPEG")])
def test_a_picture_fits_its_bytes_in_the_best_format_that_does(most, kind):
    made = encode_picture(NOISE, Input(formats=("png", "jpg"), max_bytes=most), "start")
    assert most is None or len(made.data) <= most
    opened = Image.open(io.BytesIO(made.data))
    assert opened.format == kind
    assert opened.size == (made.width, made.height)
    if kind == "PNG":
        assert np.array_equal(np.asarray(opened), NOISE)


def test_what_cannot_fit_and_what_we_cannot_write_are_refused():
    with pytest.raises(OptionError, match="bytes"):
        encode_picture(NOISE, Input(max_bytes=100), "start")
    with pytest.raises(OptionError, match="tiff"):
        encode_picture(NOISE, Input(formats=("tiff",)), "start")


def test_an_own_picture_fills_the_gate_and_loses_alike_on_both_sides(tmp_path):
    stripes = np.zeros((100, 300, 3), np.uint8)
    stripes[:, :100, 0] = stripes[:, 100:200, 1] = stripes[:, 200:, 2] = 255
    path = tmp_path / "wide.png"
    Image.fromarray(stripes).save(path)
    middle = filling(own_picture(str(path), "start"), (200, 200))
    assert middle.shape == (200, 200, 3)
    assert (middle[:, 10:190, 1] > 250).all()  # the green middle third, and nothing else
    assert (middle[:, 10:190, ::2] < 5).all()


@pytest.fixture
def clip(tmp_path):
    """Three frames: red, green, blue."""
    path = tmp_path / "take.mp4"
    from fractions import Fraction

    with open_video(path, (64, 48), Fraction(24)) as film:
        for channel in range(3):
            frame = np.zeros((48, 64, 3), np.uint8)
            frame[..., channel] = 200
            film.write(frame)
    return path


@pytest.mark.parametrize(("slot", "channel"), [("start", 2), ("end", 0)])
def test_a_take_gives_its_last_frame_to_a_start_and_its_first_to_an_end(clip, slot, channel):
    pixels = own_picture(str(clip), slot)
    mean = pixels.reshape(-1, 3).mean(axis=0)
    assert mean.argmax() == channel
    assert mean[channel] == pytest.approx(200, abs=6)


@pytest.mark.parametrize("content", [b"#EXTM3U\nfile:///etc/passwd\n", b"", b"GIF89a", b"\0" * 99])
def test_what_is_no_picture_and_no_clip_is_refused_by_name(tmp_path, content):
    path = tmp_path / "start.mp4"
    path.write_bytes(content)
    with pytest.raises(AssetError, match=r"start\.mp4"):
        own_picture(str(path), "start")


def test_a_damaged_clip_and_a_missing_file_are_refused(tmp_path, clip):
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(clip.read_bytes()[:60])
    for path in (broken, tmp_path / "none.png"):
        with pytest.raises(AssetError):
            own_picture(str(path), "end")
