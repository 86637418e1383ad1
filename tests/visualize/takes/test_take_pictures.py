"""A take's pictures come upright and in the colours its file means."""

import subprocess

import numpy as np
import pytest
from PIL import Image

from visualize.encode.ffmpeg import find_ffmpeg
from visualize.errors import TakeError
from visualize.takes.pictures import open_pictures

PATCH = (200, 60, 30)


def colored(path, *, matrix, size="64x36", tag=None):
    """A film of one colour, converted by ffmpeg with a matrix, and tagged with it or not at all."""
    tags = ["-colorspace", tag] if tag else []
    color = "#{:02x}{:02x}{:02x}".format(*PATCH)
    ffmpeg = [find_ffmpeg(), "-loglevel", "error", "-f", "lavfi"]
    source = ["-i", f"color={color}:s={size}:r=24:d=0.125,format=rgb24"]
    turn = f"scale=out_color_matrix={matrix}:out_range=tv,format=yuv420p"
    turn += f",setparams=colorspace={tag or 'unknown'}"
    subprocess.run([*ffmpeg, *source, "-vf", turn, "-c:v", "libx264", "-crf", "4", *tags, path],
                   check=True)  # fmt: skip
    return path


def first(path):
    with open_pictures(path) as pictures:
        return next(iter(pictures))


@pytest.mark.parametrize(
    ("matrix", "tag", "size"),
    [("bt709", "bt709", "64x36"), ("bt601", "smpte170m", "1280x720"), ("bt601", None, "64x36"),
     ("bt709", None, "1280x536")],
    ids=["small, told HD", "large, told SD", "small, not told", "large, not told"],
)  # fmt: skip
def test_colours_are_those_that_the_file_means(tmp_path, matrix, tag, size):
    pixels = first(colored(tmp_path / "a.mp4", matrix=matrix, tag=tag, size=size))
    assert np.abs(pixels.reshape(-1, 3).mean(0) - PATCH).max() <= 3


def test_a_still_is_one_picture_turned_as_it_asks(tmp_path):
    lying = Image.new("RGB", (4, 2), PATCH)
    exif = Image.Exif()
    exif[0x0112] = 6
    lying.save(tmp_path / "a.png", exif=exif)
    with open_pictures(tmp_path / "a.png") as pictures:
        assert [picture.shape for picture in pictures] == [(4, 2, 3)]


def test_a_film_that_breaks_off_is_told_while_it_is_read(tmp_path):
    whole = colored(tmp_path / "a.mp4", matrix="bt709", tag="bt709")
    (tmp_path / "half.mp4").write_bytes(whole.read_bytes()[:-200])
    with (
        pytest.raises(TakeError, match="cut off"),
        open_pictures(tmp_path / "half.mp4") as pictures,
    ):
        list(pictures)
