"""Films, decoded by PyAV (its own ffmpeg build): colours, tags, times, wholeness."""

import os
import stat
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.video.reformatter import ColorRange, Colorspace

from visualize.encode.ffmpeg import VARIABLE, find_ffmpeg
from visualize.encode.video import FFV1, H264, open_video, read_video_comment
from visualize.errors import EncodeError

BT709_TAG = 1
PATCHES = [
    (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0), (0, 255, 255), (255, 0, 255),
    (0, 0, 0), (255, 255, 255), (128, 128, 128), (16, 16, 16), (235, 235, 235), (200, 120, 60),
    (60, 90, 160), (10, 200, 90), (180, 30, 90), (90, 180, 30),
]  # fmt: skip


def chart() -> np.ndarray:
    """A 4 x 4 chart of 48-pixel patches."""
    colors = np.array(PATCHES, np.uint8).reshape(4, 4, 3)
    return np.repeat(np.repeat(colors, 48, axis=0), 48, axis=1)


def film(path: Path, frames: list[np.ndarray], rate: Fraction = Fraction(24), **options) -> Path:
    height, width = frames[0].shape[:2]
    with open_video(path, (width, height), rate, **options) as writer:
        for pixels in frames:
            writer.write(pixels)
    return path


def test_h264_patches_come_back_within_two_levels(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", [chart()] * 5)
    with av.open(str(path)) as container:
        for decoded in container.decode(video=0):
            back = decoded.reformat(
                format="rgb24",
                src_colorspace=Colorspace.ITU709,
                src_color_range=ColorRange.MPEG,
                dst_color_range=ColorRange.JPEG,
            ).to_ndarray()
            for i, color in enumerate(PATCHES):
                y, x = i // 4 * 48 + 24, i % 4 * 48 + 24
                patch = back[y - 12 : y + 12, x - 12 : x + 12].astype(int)
                assert np.abs(patch - color).max() <= 2, color


def test_h264_is_tagged_bt709_limited_everywhere(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", [chart()] * 2)
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        frame = next(container.decode(stream))
        assert stream.codec_context.name == "h264"
        assert stream.codec_context.pix_fmt == "yuv420p"
        for tagged in (frame, stream.codec_context):
            assert int(tagged.colorspace) == BT709_TAG
            assert int(tagged.color_range) == int(ColorRange.MPEG)
            assert int(tagged.color_primaries) == BT709_TAG
            assert int(tagged.color_trc) == BT709_TAG


@pytest.mark.parametrize("rate", ["24", "25", "24000/1001", "30000/1001", "60", "12"])
def test_h264_times_are_exact(tmp_path: Path, rate: str) -> None:
    path = film(tmp_path / "a.mp4", [chart()] * 7, Fraction(rate))
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        times = sorted(frame.pts * stream.time_base for frame in container.decode(stream))
        assert stream.average_rate == Fraction(rate)
        assert times == [i / Fraction(rate) for i in range(7)]
        assert stream.duration * stream.time_base == 7 / Fraction(rate)


def test_h264_has_a_key_frame_every_half_second(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", [chart()] * 30)
    with av.open(str(path)) as container:
        keys = [i for i, f in enumerate(container.decode(video=0)) if f.key_frame]
    assert keys == [0, 12, 24]


def test_h264_starts_playing_before_it_is_all_there(tmp_path: Path) -> None:
    data = film(tmp_path / "a.mp4", [chart()] * 3).read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def ids(seed: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 65536, (36, 50)).astype(np.uint16)


@pytest.mark.parametrize("pix_fmt", ["gray16le", "rgb48le", "rgb24", "gray"])
def test_ffv1_is_bit_exact(tmp_path: Path, pix_fmt: str) -> None:
    kind = np.uint16 if "16" in pix_fmt or "48" in pix_fmt else np.uint8
    frames = [ids(i).astype(kind) for i in range(3)]
    if pix_fmt.startswith("rgb"):
        frames = [np.stack([f, f[::-1], f[:, ::-1]], axis=-1) for f in frames]
    path = film(tmp_path / "a.mkv", frames, Fraction(24000, 1001), codec=FFV1)
    with av.open(str(path)) as container:
        back = [f.reformat(format=pix_fmt).to_ndarray() for f in container.decode(video=0)]
        assert container.streams.video[0].average_rate == Fraction(24000, 1001)
    assert len(back) == 3
    assert all(np.array_equal(a, b) for a, b in zip(back, frames, strict=True))


def test_the_comment_comes_back(tmp_path: Path) -> None:
    comment = '{"fingerprint":"=;#\\\\ü"}'
    for name, codec in (("a.mp4", H264), ("a.mkv", FFV1)):
        path = film(tmp_path / name, [chart()], codec=codec, metadata={"comment": comment})
        assert read_video_comment(path) == comment


def test_equal_frames_give_equal_bytes(tmp_path: Path) -> None:
    a, b = (film(tmp_path / name, [chart()] * 4).read_bytes() for name in ("a.mp4", "b.mp4"))
    assert a == b


def children() -> list[str]:
    """Return the ids of this process's children, as the kernel tells them."""
    return Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="asks Linux for its children")
def test_an_interrupt_leaves_no_file_and_no_process(tmp_path: Path) -> None:
    def interrupted() -> None:
        with open_video(tmp_path / "a.mp4", (192, 192), Fraction(24)) as writer:
            writer.write(chart())
            raise KeyboardInterrupt

    before = set(children())
    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert set(children()) <= before
    assert not list(tmp_path.iterdir())


def test_an_odd_size_is_refused_for_h264_and_kept_by_ffv1(tmp_path: Path) -> None:
    odd = np.zeros((35, 51, 3), np.uint8)
    with pytest.raises(EncodeError, match="even width and height, not 51x35"):
        film(tmp_path / "a.mp4", [odd])
    film(tmp_path / "a.mkv", [odd], codec=FFV1)
    with av.open(str(tmp_path / "a.mkv")) as container:
        assert (container.streams.video[0].width, container.streams.video[0].height) == (51, 35)


def test_a_film_without_frames_is_refused(tmp_path: Path) -> None:
    with (
        pytest.raises(EncodeError, match="at least one frame"),
        open_video(tmp_path / "a.mp4", (4, 4), Fraction(24)),
    ):
        pass
    assert not list(tmp_path.iterdir())


def test_a_frame_of_another_size_is_refused(tmp_path: Path) -> None:
    with (
        pytest.raises(EncodeError, match="192x192 film got a frame of shape"),
        open_video(tmp_path / "a.mp4", (192, 192), Fraction(24)) as writer,
    ):
        writer.write(chart()[:100])


def test_ffmpegs_last_words_are_in_the_error(tmp_path: Path, monkeypatch) -> None:
    fake = tmp_path / "ffmpeg-broken"
    fake.write_text("#!/bin/sh\necho 'Unknown encoder libx264' >&2\nexit 1\n")
    fake.chmod(fake.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv(VARIABLE, str(fake))
    with pytest.raises(EncodeError, match="Unknown encoder libx264"):
        film(tmp_path / "a.mp4", [chart()] * 40)
    assert list(tmp_path.iterdir()) == [fake]


def test_an_encoder_that_writes_nothing_leaves_no_empty_film(tmp_path: Path, monkeypatch) -> None:
    fake = tmp_path / "ffmpeg-silent"
    fake.write_text("#!/bin/sh\ncat >/dev/null\n")
    fake.chmod(fake.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv(VARIABLE, str(fake))
    with pytest.raises(EncodeError, match="could not make the film"):
        film(tmp_path / "a.mp4", [chart()])
    assert list(tmp_path.iterdir()) == [fake]


def test_a_place_the_system_refuses_is_told_in_plain_words_not_ffmpegs(tmp_path: Path) -> None:
    with pytest.raises(EncodeError, match="name is too long for this disk") as refusal:
        film(tmp_path / f"{'n' * 250}.mp4", [chart()])
    assert "ffmpeg" not in str(refusal.value)


def test_a_program_that_cannot_run_is_named(monkeypatch) -> None:
    monkeypatch.setenv(VARIABLE, "/nowhere/ffmpeg")
    with pytest.raises(EncodeError, match=VARIABLE):
        find_ffmpeg()


def test_the_users_ffmpeg_goes_before_the_paths_and_the_bundled_one_comes_last(
    tmp_path: Path, monkeypatch
) -> None:
    mine = tmp_path / "ffmpeg"
    mine.write_text("#!/bin/sh\n")
    mine.chmod(0o755)
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_ffmpeg() == mine
    monkeypatch.setenv("PATH", os.devnull)
    assert find_ffmpeg().name.startswith("ffmpeg")
    assert find_ffmpeg() != mine
