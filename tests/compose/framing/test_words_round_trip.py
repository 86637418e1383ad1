"""Words and cameras: what is asked for is what is described, and what a picture shows."""

import math

import numpy as np
import pytest

from compose.errors import NotFoundError, SceneError
from compose.figures.skeleton import POINTS
from compose.framing.angles import BANDS
from compose.framing.measure import measure
from compose.framing.placement import Gate
from compose.framing.placing import Stand, place
from compose.framing.sides import AZIMUTHS_DEG
from compose.framing.subjects import Cast, Subject
from compose.framing.words import ANGLES, COMPOSITIONS, SIDES, SIZES, Words
from tests.compose.framing.framing_cast import person

_GATES = (9 / 16, 1.0, 4 / 3, 16 / 9, 2.39)


def _stand(**changes) -> Stand:
    usual = {
        "size": "medium", "composition": "centre", "azimuth": 0.7, "elevation": 0.0, "roll": 0.0,
        "focal_length_mm": 50.0, "gate": Gate(),
    }  # fmt: skip
    return Stand(**(usual | changes))


def _pixels(camera, points) -> np.ndarray:
    """Project by a plain pinhole on a 1000-line picture: x right, y down, depth."""
    width, height = camera.gate.size_mm
    local = (np.asarray(points) - camera.position) @ np.linalg.inv(camera.world[:3, :3]).T
    focal = 1000.0 * camera.focal_length_mm / height
    x = 500.0 * width / height + focal * local[:, 0] / -local[:, 2]
    return np.stack([x, 500.0 - focal * local[:, 1] / -local[:, 2], -local[:, 2]], axis=1)


def _random_thing(rng) -> Subject:
    size, turn = rng.uniform(0.05, 6.0, 3), rng.uniform(-4.0, 4.0)
    corners = np.stack(np.meshgrid(*((-1, 1),) * 3), -1).reshape(-1, 3) * size / 2.0
    c, s = math.cos(turn), math.sin(turn)
    spun = corners @ np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]]).T
    return Subject(
        node="thing", name="Thing", points=spun + rng.uniform(-20, 20, 3),
        facing=np.array([s, 0.0, c]), is_figure=False,
    )  # fmt: skip


def _random_person(rng) -> Subject:
    return person(
        at=tuple(rng.uniform(-80.0, 80.0, 3)), turn=rng.uniform(-9.0, 9.0),
        height=rng.uniform(0.8, 2.3), pose=str(rng.choice(["standing", "sitting", "lying"])),
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_thousands_of_random_cameras_are_described_by_the_words_they_were_made_from(seed):
    rng = np.random.default_rng(seed)
    places = {"centre": 0.0, "left-third": -1 / 3, "right-third": 1 / 3}
    for _ in range(600):
        subject = _random_thing(rng) if rng.random() < 0.25 else _random_person(rng)
        cast = Cast((subject,))
        size, angle, side = rng.choice(SIZES), rng.choice(ANGLES), rng.choice(SIDES)
        word = rng.choice(COMPOSITIONS[:3])
        stand = _stand(
            size=size, composition=word, azimuth=math.radians(AZIMUTHS_DEG[side]),
            elevation=math.radians(BANDS[angle].usual), roll=rng.uniform(-0.35, 0.35),
            focal_length_mm=rng.uniform(16.0, 300.0), gate=Gate(gate=float(rng.choice(_GATES))),
        )  # fmt: skip
        camera = place(cast, stand)
        found = measure(camera.state, cast)
        assert (found.size, found.angle, found.side, found.composition) == (
            size, angle, side, word,
        )  # fmt: skip
        assert found.roll_deg == pytest.approx(math.degrees(stand.roll), abs=1e-6)
        ((x, y, depth),) = _pixels(camera, subject.key[None])
        width = 1000.0 * camera.gate.size_mm[0] / camera.gate.size_mm[1]
        if size.endswith("close-up") and size != "medium-close-up" and subject.is_figure:
            assert x == pytest.approx(width * (1.0 + places[word]) / 2.0, abs=1e-3)
        assert 0.0 < y < 1000.0
        assert depth == pytest.approx(camera.focus_distance_m)


@pytest.mark.parametrize(
    ("size", "cut", "kept"),
    [
        ("full", None, "left_heel"),
        ("cowboy", "left_knee", "left_hip"),
        ("medium-wide", "left_knee", "crotch"),
        ("medium", "crotch", "sternum"),
        ("medium-close-up", "navel", "sternum"),
        ("close-up", "sternum", "chin"),
        ("big-close-up", "throat", "chin"),
        ("extreme-close-up", "chin", "nose"),
    ],
)
def test_a_size_cuts_a_standing_body_below_one_landmark_and_above_the_next(size, cut, kept):
    subject = person(height=1.75)
    camera = place(Cast((subject,)), _stand(size=size, azimuth=0.3))
    rows = dict(zip(POINTS, _pixels(camera, subject.points)[:, 1], strict=True))
    assert rows[kept] < 1000.0
    if cut is not None:
        assert rows[cut] > 1000.0
    heads_whole = SIZES.index(size) <= SIZES.index("close-up")
    assert (rows["crown"] > 0.0) == heads_whole


@pytest.mark.parametrize("size", ["full", "cowboy", "medium-wide", "medium", "medium-close-up"])
@pytest.mark.parametrize("elevation", [-20.0, 0.0, 25.0])
def test_the_crown_leaves_the_same_head_room_from_every_angle(size, elevation):
    subject = person(height=1.8)
    stand = _stand(size=size, elevation=math.radians(elevation), focal_length_mm=35.0)
    rows = _pixels(place(Cast((subject,)), stand), subject.points)[:, 1]
    assert 60.0 < rows.min() < 130.0


@pytest.mark.parametrize("pose", ["standing", "sitting", "lying"])
@pytest.mark.parametrize("gate", [9 / 16, 16 / 9, 2.39])
@pytest.mark.parametrize("azimuth", [0.0, 0.8, 1.57])
def test_a_full_shot_holds_the_whole_body_in_any_pose_and_gate(pose, gate, azimuth):
    subject = person(pose=pose)
    stand = _stand(size="full", azimuth=azimuth, elevation=0.2, gate=Gate(gate=gate))
    pixels = _pixels(place(Cast((subject,)), stand), subject.points)
    assert pixels[:, 0].min() >= 0.0
    assert pixels[:, 0].max() <= 1000.0 * gate
    assert pixels[:, 1].min() >= 0.0
    assert pixels[:, 1].max() <= 1000.0


def test_a_longer_lens_stands_further_away_for_the_same_size():
    cast = Cast((person(),))
    near, far = (place(cast, _stand(focal_length_mm=mm)) for mm in (35.0, 70.0))
    away = [np.linalg.norm(np.array(c.position) - cast.key) for c in (near, far)]
    assert away[1] == pytest.approx(2.0 * away[0], rel=0.12)


def test_three_quarter_left_shows_the_left_side_and_looks_to_the_left_of_the_screen():
    subject = person()
    azimuth = math.radians(AZIMUTHS_DEG["three-quarter-left"])
    camera = place(Cast((subject,)), _stand(azimuth=azimuth))
    assert camera.position[0] > 0.0  # the figure faces +Z, its left is +X
    here, ahead = _pixels(camera, np.stack([subject.key, subject.key + np.array([0.0, 0.0, 0.3])]))
    assert ahead[0] < here[0]


def test_lead_room_is_on_the_side_that_the_subject_faces():
    for azimuth in (1.2, -1.2):
        subject = person()
        camera = place(Cast((subject,)), _stand(azimuth=azimuth, composition="lead-room"))
        here, ahead = _pixels(
            camera, np.stack([subject.key, subject.key + np.array([0.0, 0.0, 0.3])])
        )
        middle = 1000.0 * 16 / 9 / 2.0
        assert (ahead[0] - here[0]) * (middle - here[0]) > 0.0
        assert measure(camera.state, Cast((subject,))).lead_room


def test_lead_room_goes_by_the_way_of_travel_before_the_face():
    subject = person()
    going_back = Subject(
        node="a", name="A", points=subject.points, facing=subject.facing, is_figure=True,
        travel=(0.0, 0.0, -0.05),
    )  # fmt: skip
    places = [
        place(Cast((s,)), _stand(azimuth=1.5, composition="lead-room"))
        for s in (subject, going_back)
    ]
    across = [_pixels(c, subject.key[None])[0, 0] - 1000.0 * 8 / 9 for c in places]
    assert across[0] * across[1] < 0.0


def test_a_typo_offers_the_nearest_word():
    with pytest.raises(NotFoundError, match="medium-close-up"):
        Words(size="medum-close-up")
    with pytest.raises(NotFoundError, match="three-quarter"):
        Words(side="threequarter")


def test_short_forms_are_the_same_words():
    assert Words(size="MCU", angle="bird's eye", side="3/4", composition="center") == Words(
        size="medium-close-up", angle="birds-eye", side="three-quarter", composition="centre"
    )


def test_a_roll_that_is_no_dutch_angle_is_refused():
    for roll in (91.0, float("nan")):
        with pytest.raises(SceneError, match="Dutch"):
            Words(roll_deg=roll)
