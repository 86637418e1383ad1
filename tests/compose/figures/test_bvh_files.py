"""BVH files: rotations as a forward kinematics of our own finds them, and faults by their line."""

import random

import numpy as np
import pytest

from compose.errors import AssetError
from compose.importers.bvh import read_bvh

SMALL = """HIERARCHY
ROOT Hips
{
  OFFSET 0 0 0
  CHANNELS 6 Xposition Yposition Zposition Zrotation Xrotation Yrotation
  JOINT Knee {
    OFFSET 1 -4 0
    CHANNELS 3 Yrotation Zrotation Xrotation
    End Site
    { OFFSET 0 -5 2 }
  }
}
MOTION
Frames: 2
Frame Time: 0.04
1 2 3  10 20 30  40 50 60
4 5 6  -170 80 5  1 2 3
"""


def turn(axis: str, degrees: float) -> np.ndarray:
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return {"X": np.array([[1, 0, 0], [0, c, -s], [0, s, c]]),
            "Y": np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]]),
            "Z": np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])}[axis]  # fmt: skip


def matrix(quaternion) -> np.ndarray:
    x, y, z, w = quaternion
    return np.array([
        [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
        [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
        [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
    ])  # fmt: skip


def written(tmp_path, text: str):
    path = tmp_path / "motion.bvh"
    path.write_text(text, encoding="utf-8")
    return path


def test_turns_are_made_in_the_order_of_the_channels(tmp_path) -> None:
    model = read_bvh(written(tmp_path, SMALL), unit_m=0.01)
    assert [node.path for node in model.nodes] == ["Hips", "Hips/Knee", "Hips/Knee/End"]
    assert model.nodes[1].translation == pytest.approx((0.01, -0.04, 0.0))
    (clip,) = model.clips
    channels = {(c.node, c.target): c.values for c in clip.channels}
    assert clip.duration_s == pytest.approx(0.04)
    assert channels[0, "translation"] == pytest.approx(np.array([[1, 2, 3], [4, 5, 6]]) / 100)
    hips = turn("Z", 10) @ turn("X", 20) @ turn("Y", 30)
    knee = turn("Y", 40) @ turn("Z", 50) @ turn("X", 60)
    assert matrix(channels[0, "rotation"][0]) == pytest.approx(hips, abs=1e-9)
    assert matrix(channels[1, "rotation"][0]) == pytest.approx(knee, abs=1e-9)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("HIERARCHY", "<xml>", "line 1: a BVH begins with HIERARCHY"),
        ("OFFSET 1 -4 0", "OFFSET 1 -4", "line 7: OFFSET takes three numbers, not 2"),
        ("OFFSET 1 -4 0", "OFFSET 1 x 0", "line 7: 'x' is no number"),
        ("OFFSET 1 -4 0", "OFFSET 1 nan 0", "line 7: 'nan' is beyond"),
        ("    OFFSET 1 -4 0\n", "", "line 6: joint 'Knee' has no OFFSET"),
        ("3 Yrotation", "4 Yrotation", "line 8: CHANNELS says how many"),
        ("3 Yrotation", "3 Yspin", "line 8: 'yspin' is no channel"),
        ("3 Yrotation", "3 Zrotation", "line 8: a channel is named twice"),
        ("JOINT Knee", "JOINT", "line 6: a joint has no name"),
        ("JOINT Knee", "ROOT Knee", "line 6: ROOT stands inside another joint"),
        ("  }\n}\nMOTION", "  }\nMOTION", "line 12: 'MOTION' is not expected here"),
        ("Frames: 2", "Frames: 2000001", "line 14: a motion has 1 to 1,000,000 frames"),
        ("Frames: 2", "Frames: 3", "3 frames of 9 numbers need 27; the file holds 18"),
        ("Frame Time: 0.04", "Frame Time: 0", "line 15: a frame lasts"),
        ("Frame Time: 0.04", "", "'Frame Time:' and its number are expected"),
        ("-170 80", "-170 eighty", "line 17: 'eighty' is no number"),
        ("-170 80", "-170 inf", "line 17: 'inf' is beyond"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path, old, new, message) -> None:
    assert old in SMALL
    with pytest.raises(AssetError, match=message.replace("(", r"\(")):
        read_bvh(written(tmp_path, SMALL.replace(old, new, 1)))


def test_a_missing_file_and_an_endless_hierarchy_are_refused(tmp_path) -> None:
    with pytest.raises(AssetError, match="cannot be read"):
        read_bvh(tmp_path / "none.bvh")
    deep = "HIERARCHY\nROOT a\n{\nOFFSET 0 0 0\n" + "JOINT b\n{\nOFFSET 0 1 0\n" * 5000
    with pytest.raises(AssetError, match="more than 1024 joints"):
        read_bvh(written(tmp_path, deep))


def test_a_long_motion_is_read_whole_and_its_fault_is_found_in_place(tmp_path) -> None:
    head, _ = SMALL.split("Frames: 2")
    rows = [" ".join(str(10 * i + k) for k in range(9)) for i in range(3000)]
    text = f"{head}Frames: 3000\nFrame Time: 0.04\n"
    model = read_bvh(written(tmp_path, text + "\n".join(rows) + "\n"))
    places = model.clips[0].channels[0].values
    assert places == pytest.approx(10.0 * np.arange(3000)[:, None] + np.arange(3))
    rows[2500] += "x"
    with pytest.raises(AssetError, match="line 2516: '25008x' is no number"):
        read_bvh(written(tmp_path, text + "\n".join(rows)))
    with pytest.raises(AssetError, match="line 16: is longer than 200,000 characters"):
        read_bvh(written(tmp_path, text + "1 " * 200_000))


def test_no_damage_to_a_file_gives_anything_but_a_model_or_an_asset_error(tmp_path) -> None:
    chance = random.Random(5)
    refused = 0
    for _ in range(300):
        text = list(SMALL)
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(text))
            text[at] = chance.choice(["", "{", "}", "9", "-", " ", "\n", "\x00", "é", text[at] * 2])
        try:
            model = read_bvh(written(tmp_path, "".join(text)))
        except AssetError:
            refused += 1
        else:
            assert all(np.isfinite(c.values).all() for c in model.clips[0].channels)
    assert 100 < refused < 300
