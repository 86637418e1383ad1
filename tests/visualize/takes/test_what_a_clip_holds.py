"""What a clip holds is told truly, be it ever so odd; what is no whole clip is never one."""

import os
import tracemalloc
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.builders.odd_films import (
    bomb,
    film,
    moving_picture,
    sound_only,
    turned,
    without_frames,
)
from visualize.errors import TakeError
from visualize.takes.clip import ending_of, read_clip
from visualize.takes.containers import is_cut_off

EVEN = [25 * n for n in range(12)]


@pytest.mark.parametrize("name", ["a.mp4", "a.mov", "a.mkv", "a.avi"])
def test_an_even_film_has_its_rate_and_length(tmp_path: Path, name: str) -> None:
    path = film(tmp_path / name, list(range(12)), base=24)
    clip = read_clip(path, "take.mp4")
    assert (clip.frames, clip.rate, clip.seconds, clip.kind) == (12, "24", 0.5, "video")
    assert ending_of(path) == name[2:]


def test_a_film_of_ntsc_rate_keeps_it_exact(tmp_path: Path) -> None:
    clip = read_clip(film(tmp_path / "a.mp4", [1001 * n for n in range(48)], base=24000), "a.mp4")
    assert clip.rate == "24000/1001"
    assert clip.seconds == pytest.approx(48 * 1001 / 24000, abs=1e-6)


def test_a_webm_rounds_its_times_but_not_its_rate(tmp_path: Path) -> None:
    path = film(
        tmp_path / "a.webm", list(range(30)), base=30, rate=Fraction(30), codec="libvpx-vp9"
    )
    clip = read_clip(path, "a.webm")
    assert (Fraction(clip.rate or 0), clip.seconds, ending_of(path)) == (30, 1.0, "webm")


def test_a_film_whose_rate_varies_has_its_true_length(tmp_path: Path) -> None:
    times = [0, 25, 50, 75, 675, 700, 725, 1325]  # two pauses of a second
    clip = read_clip(film(tmp_path / "a.mp4", times), "a.mp4")
    shown = 1325 / 600
    assert shown < clip.seconds < shown + 1.1
    assert float(Fraction(clip.rate or 0)) == pytest.approx(clip.frames / clip.seconds, rel=0.01)


def test_ten_bits_and_sound_are_read(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", EVEN, pixels="yuv420p10le", sound=True)
    clip = read_clip(path, "a.mp4")
    assert (clip.frames, clip.audio, clip.width) == (12, True, 64)


def test_a_turned_film_has_the_size_it_is_shown_at(tmp_path: Path) -> None:
    upright = turned(tmp_path / "turned.mp4", film(tmp_path / "a.mp4", EVEN))
    clip = read_clip(upright, "a.mp4")
    assert (clip.width, clip.height) == (36, 64)


def test_a_picture_that_lies_has_the_size_it_is_shown_at(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (40, 20)).save(tmp_path / "a.jpg", exif=exif)
    clip = read_clip(tmp_path / "a.jpg", "a.jpg")
    assert (clip.width, clip.height, clip.kind, clip.rate) == (20, 40, "image", None)


@pytest.mark.parametrize(
    ("make", "name", "says"),
    [
        (sound_only, "a.mp4", "no picture"),
        (sound_only, "a.mov", "no picture"),
        (moving_picture, "a.webp", "it moves"),
        (moving_picture, "a.png", "it moves"),
        (lambda path: bomb(path, 60_000, 60_000), "a.png", "pixels"),
        (lambda path: bomb(path, 8000, 8000), "a.png", "does not decode"),
        (lambda path: without_frames(path, film(path, EVEN)), "a.mp4", "does not decode|no pic"),
    ],
)
def test_what_is_no_clip_says_why(
    tmp_path: Path, make: Callable[[Path], Path], name: str, says: str
) -> None:
    with pytest.raises(TakeError, match=says):
        read_clip(make(tmp_path / name), name)


def test_a_picture_bomb_takes_no_memory(tmp_path: Path) -> None:
    path = bomb(tmp_path / "a.png", 100_000, 100_000)
    tracemalloc.start()
    with pytest.raises(TakeError):
        read_clip(path, "a.png")
    assert tracemalloc.get_traced_memory()[1] < 64 << 20
    tracemalloc.stop()


@pytest.mark.parametrize(
    ("name", "codec"), [("a.mp4", "libx264"), ("a.mov", "libx264"), ("a.mkv", "libx264"),
                        ("a.webm", "libvpx-vp9"), ("a.avi", "libx264")],
)  # fmt: skip
@pytest.mark.parametrize("share", [0.3, 0.7, 0.97])
def test_a_film_without_its_tail_is_not_whole(
    tmp_path: Path, name: str, codec: str, share: float
) -> None:
    whole = film(tmp_path / f"whole_{name}", EVEN, base=600, codec=codec)
    data = whole.read_bytes()
    read_clip(whole, name)
    (tmp_path / name).write_bytes(data[: int(len(data) * share)])
    with pytest.raises(TakeError, match=r"does not decode|no clip"):
        read_clip(tmp_path / name, name)


def test_bytes_after_a_film_do_it_no_harm(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", EVEN)
    path.write_bytes(path.read_bytes() + b"\0\0\0")
    assert read_clip(path, "a.mp4").frames == 12


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.webp"])
def test_half_a_picture_is_none(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    Image.effect_noise((120, 80), 90).convert("RGB").save(path)
    assert read_clip(path, name).width == 120
    path.write_bytes(path.read_bytes()[:-2000])
    with pytest.raises(TakeError):
        read_clip(path, name)


def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mp4")
    for path in (tmp_path / "pipe.mp4", tmp_path, tmp_path / "gone.mp4", Path("/dev/zero")):
        with pytest.raises(TakeError):
            read_clip(path, "a.mp4")


@given(
    head=st.sampled_from(
        [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF\xff\0\0\0WEBP", b"RIFF\xff\0\0\0AVI ",
         b"\0\0\0\x18ftypisom", b"\x1aE\xdf\xa3", b"\0\0\0\1mdat" + b"\xff" * 8]
    ),
    rest=st.binary(max_size=200),
)  # fmt: skip
def test_any_bytes_are_a_clip_or_an_error_of_ours(
    tmp_path_factory: pytest.TempPathFactory, head: bytes, rest: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "a"
    path.write_bytes(head + rest)
    with pytest.raises(TakeError):
        read_clip(path, "a.mp4")


@given(st.binary(max_size=64), st.sampled_from(["mov", "matroska", "avi"]))
def test_the_sizes_a_container_gives_are_never_followed_out_of_it(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, demuxer: str
) -> None:
    path = tmp_path_factory.mktemp("any") / "a"
    path.write_bytes(content)
    assert is_cut_off(path, demuxer) in {True, False}
