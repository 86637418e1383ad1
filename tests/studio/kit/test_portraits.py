"""Thumbnails: cut out exactly, with a shadow and nothing else beneath."""

from __future__ import annotations

import numpy as np
import pytest

from studio.kit.portraits import cut_out, of_pose, of_prop, of_shape


def _picture(ground: int = 7) -> tuple[np.ndarray, np.ndarray]:
    """A red thing (id 3) left, lit floor right, sky on top, a shadow in the corner."""
    ids = np.full((8, 8), ground)
    ids[:, :4] = 3
    ids[:2, 4:] = 0
    beauty = np.full((8, 8, 3), 200, np.uint8)
    beauty[ids == 3] = (180, 20, 10)
    beauty[ids == 0] = (90, 120, 250)
    beauty[6:, 6:] = 50
    return beauty, ids


def test_a_thing_is_opaque_in_its_own_colour_and_the_sky_is_gone() -> None:
    cut = cut_out(*_picture(), 7)
    assert cut.shape == (4, 4, 4)
    assert cut[2, 0].tolist() == [180, 20, 10, 255]
    assert cut[0, 3, 3] == 0


def test_the_lit_floor_is_gone_and_its_shadow_is_black_and_partly_clear() -> None:
    cut = cut_out(*_picture(), 7)
    assert cut[1, 3, 3] == 0
    shadow = cut[3, 3]
    assert shadow[:3].tolist() == [0, 0, 0]
    # 1 − 50/200 less the 0.06 that is forgiven, half as dark.
    assert shadow[3] == pytest.approx(255 * 0.5 * (0.75 - 0.06), abs=1)


def test_an_edge_is_half_clear_and_keeps_the_colour_of_the_thing() -> None:
    beauty, ids = _picture()
    ids[:, 3] = 0
    cut = cut_out(beauty, ids, 7)
    assert cut[2, 1, 3] == pytest.approx(128, abs=1)
    assert cut[2, 1, :3].tolist() == [180, 20, 10]


@pytest.mark.parametrize("make", [lambda: of_prop("cup"), lambda: of_shape("box"),
                                  lambda: of_pose("lie")])  # fmt: skip
def test_a_subject_lies_inside_its_frame(make) -> None:
    snapshot = make()
    camera = snapshot.camera
    floor = len(snapshot.surfaces) - 1
    for row, surface in enumerate(snapshot.surfaces[:floor]):
        matrix = camera.view @ snapshot.world[row]
        points = surface.mesh.positions @ matrix[:3, :3].T + matrix[:3, 3]
        across = points[:, :2] / -points[:, 2:] * camera.focal_length_mm
        assert (np.abs(across) <= np.array(camera.gate_mm) / 2.0).all()
