"""PNG files against other decoders: OpenCV (16 bit) and Pillow (text, sRGB mark)."""

import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from PIL import Image

from visualize.encode.png import encode_png, read_png_text, write_png
from visualize.errors import EncodeError

shapes = st.tuples(st.integers(1, 33), st.integers(1, 33), st.sampled_from([0, 3, 4])).map(
    lambda s: s[:2] if s[2] == 0 else s
)
pictures = st.sampled_from([np.uint8, np.uint16]).flatmap(lambda kind: hnp.arrays(kind, shapes))


def decoded_by_opencv(data: bytes) -> np.ndarray:
    found = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    return found if found.ndim == 2 else found[..., [2, 1, 0, 3][: found.shape[2]]]


@settings(max_examples=120, deadline=None)
@given(pictures)
def test_every_picture_comes_back_bit_for_bit(pixels: np.ndarray) -> None:
    assert np.array_equal(decoded_by_opencv(encode_png(pixels)), pixels)


def test_a_gradient_and_a_flat_picture_come_back_bit_for_bit() -> None:
    y, x = np.mgrid[0:200, 0:300]
    for pixels in (
        (x * 211 + y * 37).astype(np.uint16),
        np.full((200, 300, 3), 77, np.uint8),
        np.stack([x, y, x + y], axis=-1).astype(np.uint8)[:, ::2],
    ):
        assert np.array_equal(decoded_by_opencv(encode_png(pixels)), pixels)


def test_metadata_and_the_srgb_mark_are_read_by_pillow(tmp_path: Path) -> None:
    write_png(
        tmp_path / "a.png", np.zeros((4, 5, 3), np.uint8), srgb=True, text={"shotwright": '{"a":1}'}
    )
    with Image.open(tmp_path / "a.png") as picture:
        assert picture.text == {"shotwright": '{"a":1}'}
        assert picture.info["srgb"] == 0


def test_data_is_not_marked_as_colour(tmp_path: Path) -> None:
    write_png(tmp_path / "a.png", np.zeros((4, 5), np.uint16))
    with Image.open(tmp_path / "a.png") as picture:
        assert "srgb" not in picture.info
        assert "gamma" not in picture.info


def test_text_comes_back(tmp_path: Path) -> None:
    write_png(tmp_path / "a.png", np.zeros((4, 5), np.uint8), text={"k": "v", "n": "w"})
    assert read_png_text(tmp_path / "a.png") == {"k": "v", "n": "w"}


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(place=st.integers(0, 10_000), cut=st.booleans())
def test_a_file_cut_off_or_changed_anywhere_is_not_whole(
    tmp_path: Path, place: int, cut: bool
) -> None:
    whole = encode_png(np.arange(60, dtype=np.uint8).reshape(6, 10), text={"k": "value"})
    place %= len(whole)
    changed = whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
    (tmp_path / "broken.png").write_bytes(whole[:place] if cut else changed)
    with pytest.raises(EncodeError):
        read_png_text(tmp_path / "broken.png")


def test_a_chunk_that_lies_about_its_length_is_refused_without_memory(tmp_path: Path) -> None:
    lying = b"\x89PNG\r\n\x1a\n" + b"\x7f\xff\xff\xff" + b"tEXt" + b"abc"
    (tmp_path / "lie.png").write_bytes(lying)
    with pytest.raises(EncodeError, match="cut off"):
        read_png_text(tmp_path / "lie.png")


@pytest.mark.parametrize(
    "pixels",
    [np.zeros((2, 2), np.float32), np.zeros((0, 4), np.uint8), np.zeros((2, 2, 2), np.uint8)],
)
def test_what_is_no_picture_is_refused_by_name(tmp_path: Path, pixels: np.ndarray) -> None:
    with pytest.raises(EncodeError, match=r"a\.png.*no PNG can hold"):
        write_png(tmp_path / "a.png", pixels)
    assert not list(tmp_path.iterdir())


def test_equal_pixels_give_equal_bytes_in_another_process() -> None:
    code = (
        "import hashlib, numpy as np; from visualize.encode.png import encode_png;"
        "a = (np.arange(90000) % 251).astype(np.uint8).reshape(100, 300, 3);"
        "print(hashlib.sha256(encode_png(a, text={'k': 'v'})).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout
        for _ in range(2)
    }
    assert len(runs) == 1
