"""EXR: what OpenEXR's own reader and ffmpeg's read back."""

import json
import subprocess
from pathlib import Path

import numpy as np
import OpenEXR
import pytest

from compose.raster import Raster
from compose.snapshot import CameraState
from visualize.encode.exr import read_exr_text, write_exr
from visualize.encode.ffmpeg import find_ffmpeg
from visualize.errors import EncodeError
from visualize.render.frame import Frame
from visualize.render.passes import PASSES

HEIGHT, WIDTH = 12, 20


def camera() -> CameraState:
    world = np.eye(4)
    world[:3, 3] = (1.0, 2.0, 3.0)
    return CameraState(
        world=world,
        focal_length_mm=35.0,
        sensor_mm=(24.89, 18.66),
        gate_mm=(24.89, 14.0),
        near_m=0.1,
        far_m=500.0,
        focus_distance_m=4.0,
        f_stop=2.8,
    )


def frame(seed: int = 0) -> Frame:
    random = np.random.default_rng(seed)
    layers = {}
    for entry in PASSES.values():
        shape = (HEIGHT, WIDTH) if entry.channels == 1 else (HEIGHT, WIDTH, entry.channels)
        if entry.dtype == "float32":
            layers[entry.name] = random.normal(size=shape).astype(np.float32)
        else:
            layers[entry.name] = random.integers(0, 255, shape).astype(entry.dtype)
    layers["depth"][0, 0] = np.inf
    layers["motion"][0, 0] = np.nan
    layers["id"][0, 0] = 4_000_000_000
    return Frame(
        number=96, raster=Raster(WIDTH, HEIGHT, 30.0, 10.0, 6.0), camera=camera(), layers=layers
    )


def channels(path: Path) -> dict[str, np.ndarray]:
    with OpenEXR.File(str(path), separate_channels=True) as file:
        return {name: channel.pixels for name, channel in file.channels().items()}


def test_exact_passes_come_back_bit_for_bit_in_one_file(tmp_path: Path) -> None:
    drawn = frame()
    write_exr(tmp_path / "a.exr", drawn)
    found = channels(tmp_path / "a.exr")
    assert found["depth.Z"].tobytes() == drawn["depth"].tobytes()
    assert found["id"].dtype == np.uint32
    assert np.array_equal(found["id"], drawn["id"])
    for layer, letters in (("normal", "XYZ"), ("position", "XYZ"), ("motion", "uv")):
        back = np.stack([found[f"{layer}.{letter}"] for letter in letters], axis=-1)
        assert back.dtype == np.float32
        assert back.tobytes() == drawn[layer].tobytes()
    beauty = np.stack([found[letter] for letter in "RGB"], axis=-1)
    assert np.array_equal(beauty, drawn["beauty_linear"])


def test_pictures_are_linear_and_masks_are_one(tmp_path: Path) -> None:
    drawn = frame()
    drawn["clay"][0, 0] = (188, 188, 188)
    drawn["mask"][0, 0] = 255
    write_exr(tmp_path / "a.exr", drawn)
    found = channels(tmp_path / "a.exr")
    assert found["clay.R"][0, 0] == pytest.approx(0.5029, abs=1e-3)
    assert found["mask.A"][0, 0] == 1.0


def test_half_keeps_depth_position_and_ids_whole(tmp_path: Path) -> None:
    write_exr(tmp_path / "a.exr", frame(), half=True)
    kinds = {name: values.dtype for name, values in channels(tmp_path / "a.exr").items()}
    assert kinds["R"] == kinds["normal.X"] == kinds["motion.u"] == np.float16
    assert kinds["depth.Z"] == kinds["position.X"] == np.float32
    assert kinds["id"] == np.uint32


def test_half_clips_what_it_cannot_hold(tmp_path: Path) -> None:
    drawn = frame()
    drawn["beauty_linear"][0, 0] = 1e9
    write_exr(tmp_path / "a.exr", drawn, half=True)
    assert channels(tmp_path / "a.exr")["R"][0, 0] == 65504.0


def test_the_camera_is_in_the_attributes(tmp_path: Path) -> None:
    write_exr(tmp_path / "a.exr", frame(), text={"shotwright": "{}"})
    with OpenEXR.File(str(tmp_path / "a.exr"), header_only=True) as file:
        header = dict(file.header())
    assert header["focalLengthMm"] == pytest.approx(35.0)
    assert header["sceneFrame"] == 96.0
    assert np.allclose(header["worldToCamera"] @ (1.0, 2.0, 3.0, 1.0), (0, 0, 0, 1))
    point = header["worldToNDC"] @ (1.0, 2.0, 2.0, 1.0)  # a metre before the lens
    assert np.allclose(point[:2] / point[3], 0.0)
    assert json.loads(header["camera"])["principal_point_px"] == [10.0, 6.0]
    assert header["shotwright"] == "{}"


def test_ffmpeg_reads_the_beauty(tmp_path: Path) -> None:
    """A second reader, sharing no code with OpenEXR."""
    drawn = frame(3)
    drawn["beauty_linear"][:] = np.abs(drawn["beauty_linear"])
    write_exr(tmp_path / "a.exr", drawn)
    done = subprocess.run(
        [str(find_ffmpeg()), "-v", "error", "-i", str(tmp_path / "a.exr"), "-f", "rawvideo",
         "-pix_fmt", "gbrpf32le", "-"],
        capture_output=True,
        check=True,
    )  # fmt: skip
    planes = np.frombuffer(done.stdout, np.float32).reshape(3, HEIGHT, WIDTH)
    assert np.array_equal(planes[[2, 0, 1]].transpose(1, 2, 0), drawn["beauty_linear"])


def test_equal_frames_give_equal_bytes(tmp_path: Path) -> None:
    write_exr(tmp_path / "a.exr", frame())
    write_exr(tmp_path / "b.exr", frame())
    assert (tmp_path / "a.exr").read_bytes() == (tmp_path / "b.exr").read_bytes()


def test_a_cut_off_file_is_not_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.exr"
    write_exr(path, frame(), text={"shotwright": "me"})
    assert read_exr_text(path, "shotwright") == "me"
    whole = path.read_bytes()
    for length in (0, 3, 200, len(whole) // 2, len(whole) - 9):
        path.write_bytes(whole[:length])
        with pytest.raises(EncodeError, match="whole EXR"):
            read_exr_text(path, "shotwright")


def test_a_folder_in_the_way_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "a.exr").mkdir()
    with pytest.raises(EncodeError, match="folder"):
        write_exr(tmp_path / "a.exr", frame())
    assert [path.name for path in tmp_path.iterdir()] == ["a.exr"]
