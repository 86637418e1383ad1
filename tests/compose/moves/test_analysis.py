"""What a camera does, in film words: the words and amounts that were put in come out again."""

import numpy as np
import pytest
from move_stage import key_counts, stage, walking

from compose.edits import set_keyframe
from compose.moves import analyse_shot, apply_move

ABOUT = ["Mara", "Zed"]

ROUND_TRIPS = [
    ("static", {}, 0.0),
    ("dolly", {"distance_m": -3.0}, -3.0),
    ("truck", {"distance_m": -1.5}, -1.5),
    ("pedestal", {"distance_m": 1.2}, 1.2),
    ("crane", {"height_m": 6.0}, 6.0),
    ("push-in", {"subject": "Mara", "distance_m": 2.0}, 2.0),
    ("pull-out", {"subject": "Mara", "distance_m": 2.5}, -2.5),
    ("pan", {"angle_deg": -40.0}, -40.0),
    ("tilt", {"angle_deg": 25.0}, 25.0),
    ("roll", {"angle_deg": -12.0}, -12.0),
    ("whip-pan", {"angle_deg": 110.0}, 110.0),
    ("zoom", {"to_mm": 85.0}, 50.0),
    ("dolly-zoom", {"subject": "Mara", "distance_m": 3.0}, 3.0),
    ("arc", {"subject": "Mara", "angle_deg": -70.0}, -70.0),
    ("over-the-shoulder", {"subject": "Mara", "shoulder": "Zed", "drift_m": -0.4}, -0.4),
    ("follow", {"subject": "Mara"}, 4.0),
    ("lead", {"subject": "Mara"}, 4.0),
]


# a whip pan is too fast to be told apart from what handheld smoothing leaves
CASES = [(*case, False) for case in ROUND_TRIPS] + [
    (*case, True) for case in ROUND_TRIPS if case[0] != "whip-pan"
]


@pytest.mark.parametrize(("move", "parameters", "amount", "shaken"), CASES)
def test_every_move_is_told_by_its_name_and_amount(move, parameters, amount, shaken) -> None:
    project = stage(97)
    if move in ("follow", "lead"):
        project = walking(project, (0, 0, -5), (96, 0, -9))
    project = apply_move(project, "sh", move, **parameters)
    # a dolly is told from a push-in by having nobody in its way
    about = [] if move in ("dolly", "static") else ABOUT
    if shaken:
        project = apply_move(project, "sh", "handheld", strength=0.5)
    found = analyse_shot(project, "sh", subjects=about)
    if move == "static":
        assert found.moves == (("handheld",) if shaken else ("static",))
        return
    assert found.moves == ((move, "handheld") if shaken else (move,))
    part = next(phase.parts[0] for phase in found.phases if phase.parts)
    sway = {"m": 0.05, "°": 0.5, "mm": 0.0}[part.unit] if shaken else 0.0
    assert part.signed == pytest.approx(amount, abs=0.02 * abs(amount) + sway)
    if "subject" in parameters:
        assert part.subject == "Mara"


@pytest.mark.parametrize(
    ("moves", "words"),
    [
        ([("crane", {"height_m": -11.3, "tilt_deg": 23, "frames": (0, 48)})],
         "crane down 11.3 m while tilting up 23°, then holds"),
        ([("crane", {"height_m": -5, "frames": (0, 36)}),
          ("truck", {"distance_m": 6, "frames": (36, 73)})],
         "crane down 5.0 m, then truck right 6.0 m"),
        ([("arc", {"point": (0.3, 1.6, -4), "angle_deg": 40})], "orbit right 40°"),
        ([("pan", {"angle_deg": -30}), ("tilt", {"angle_deg": 12})],
         "pan left 30° while tilting up 12°"),
        ([("zoom", {"to_mm": 50})], "zoom in 35 to 50 mm"),
        ([("pedestal", {"distance_m": -0.4})], "pedestal down 40 cm"),
        ([("handheld", {})], "handheld"),
        ([], "static"),
    ],
)  # fmt: skip
def test_moves_are_told_as_a_director_would(moves, words) -> None:
    project = stage()
    for name, parameters in moves:
        project = apply_move(project, "sh", name, **parameters)
    assert analyse_shot(project, "sh").words == words


def test_keys_set_by_hand_are_told_too() -> None:
    project = stage()
    for frame, z in ((0, 2.0), (30, -1.0), (72, -1.0)):
        project = set_keyframe(project, scene="s", node="cam", channel="translation.z",
                               frame=frame, value=z)  # fmt: skip
    assert analyse_shot(project, "sh").words == "dolly in 3.0 m, then holds"


def test_a_diagonal_of_two_keys_is_one_move() -> None:
    project = apply_move(stage(), "sh", "truck", distance_m=2)
    project = apply_move(project, "sh", "crane", height_m=3)
    (phase,) = analyse_shot(project, "sh").phases
    assert {part.move for part in phase.parts} == {"truck", "crane"}


def test_going_along_beside_somebody_is_tracking_and_passing_somebody_is_not() -> None:
    beside = walking(stage(rotation_deg=(-6, 0, 0)), (0, -1, -3), (72, 3, -3))
    beside = apply_move(beside, "sh", "truck", distance_m=4, ease_in=0, ease_out=0)
    assert analyse_shot(beside, "sh").words == "track with Mara for 4.0 m"
    passing = walking(stage(rotation_deg=(-6, 0, 0)), (0, 3, -3), (72, -1, -3))
    passing = apply_move(passing, "sh", "truck", distance_m=4, ease_in=0, ease_out=0)
    assert analyse_shot(passing, "sh").words == "truck right 4.0 m"


def test_speed_acceleration_and_turning_are_those_of_the_motion() -> None:
    project = apply_move(stage(), "sh", "truck", distance_m=3, ease_in=0, ease_out=0)
    project = apply_move(project, "sh", "pan", angle_deg=36, ease_in=0, ease_out=0)
    found = analyse_shot(project, "sh")
    assert found.speed_mps == pytest.approx(np.full(73, 1.0), abs=1e-3)
    assert found.turning_dps == pytest.approx(np.full(73, 12.0), abs=1e-2)
    assert found.acceleration_mps2 == pytest.approx(np.zeros(73), abs=1e-2)
    eased = analyse_shot(apply_move(stage(), "sh", "truck", distance_m=3), "sh")
    # the S curve 3t² − 2t³ starts with the acceleration 6 d / T²
    assert eased.acceleration_mps2[2] == pytest.approx(6 * 3 / 9.0, rel=0.1)


def test_shake_grows_with_its_strength_and_a_smooth_move_has_none() -> None:
    smooth = apply_move(stage(), "sh", "arc", subject="Mara", angle_deg=90)
    weak, strong = (
        analyse_shot(apply_move(smooth, "sh", "handheld", strength=s), "sh").shake for s in (1, 3)
    )
    still = analyse_shot(smooth, "sh").shake
    assert not still.handheld
    assert still.turn_deg < 0.01
    assert weak.handheld
    assert strong.handheld
    assert strong.turn_deg == pytest.approx(3.0 * weak.turn_deg, rel=0.1)
    assert strong.place_mm == pytest.approx(3.0 * weak.place_mm, rel=0.2)


def test_a_very_long_shot_is_told_from_some_of_its_frames() -> None:
    project = apply_move(stage(60_000), "sh", "truck", distance_m=50, frames=(0, 600))
    found = analyse_shot(project, "sh")
    assert len(found.frames) <= 5_000
    assert found.words == "truck right 50.0 m, then holds"


def test_a_window_tells_its_own_part_only() -> None:
    project = apply_move(stage(), "sh", "pan", angle_deg=20, frames=(0, 36))
    assert analyse_shot(project, "sh", (40, 73)).words == "static"
    assert analyse_shot(project, "sh", (5, 6)).words == "static"
    assert key_counts(project) == {"rotation_deg.y": 2}
