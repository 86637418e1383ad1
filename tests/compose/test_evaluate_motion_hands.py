"""What hands hold meets the body: a phone the ear, a cup the lips, a book the eyes."""

from __future__ import annotations

import numpy as np
import pytest

from compose.evaluation import evaluate, world_matrices
from compose.figures.skeleton import POINTS
from compose.geometry.bounds import rest_bounds
from compose.kit import make_prop
from compose.kit.holding import HOLDING_DEG
from tests.builders.staged import person, project, prop, under

CUP_RADIUS_M, PHONE_HEIGHT_M = 0.042, 0.149


def held(pose: str, kind: str, grip: str, **parameters: float):
    """The figure's points and the prop's world matrix."""
    thing = prop(kind, kind, {"parameters": parameters}, parent=under("anna", grip),
                 rotation_deg=HOLDING_DEG[grip])  # fmt: skip
    made, shot = project(person(performance={"pose": pose}), thing)
    points = dict(zip(POINTS, evaluate(made, shot, 0).figures[0].points, strict=True))
    return points, world_matrices(made, made.scenes[0])[kind]


def test_a_phone_in_the_hand_of_phone_lies_between_ear_and_mouth() -> None:
    points, world = held("phone", "phone", "right_grip")
    shell = world @ make_prop("phone", {}).rest_world()[0]
    half = PHONE_HEIGHT_M / 2
    top, bottom = ((shell @ [0.0, y, 0.004, 1.0])[:3] for y in (half, -half))
    mouth = 0.5 * (points["nose"] + points["chin"])
    assert np.linalg.norm(top - points["right_ear"]) < 0.06
    assert np.linalg.norm(bottom - mouth) < 0.12
    across = points["right_ear"] - points["left_ear"]
    assert shell[:3, 2] @ across / np.linalg.norm(across) < -0.6


def test_a_cup_in_the_hand_of_drink_touches_the_lips_and_leans_to_the_face() -> None:
    points, world = held("drink", "cup", "right_grip")
    _, high = rest_bounds(make_prop("cup", {}))
    centre = (world @ [0.0, high[1], high[2] - CUP_RADIUS_M, 1.0])[:3]
    lips = 0.45 * points["nose"] + 0.55 * points["chin"]
    assert np.linalg.norm(centre - lips) == pytest.approx(CUP_RADIUS_M, abs=0.03)
    assert world[1, 1] > 0.65
    ahead = points["nose"] - 0.5 * (points["left_ear"] + points["right_ear"])
    assert world[:3, 1] @ ahead < 0.0


def test_an_open_book_in_the_hand_of_read_faces_the_eyes() -> None:
    points, world = held("read", "book", "left_grip", open_deg=150.0)
    spine = world @ make_prop("book", {"open_deg": 150.0}).rest_world()[0]
    eyes = 0.5 * (points["left_eye"] + points["right_eye"])
    way = eyes - spine[:3, 3]
    assert 0.25 < np.linalg.norm(way) < 0.6
    assert spine[:3, 2] @ way / np.linalg.norm(way) > 0.75
    assert np.linalg.norm(points["right_grip"] - points["left_grip"]) < 0.17


def test_the_raised_foot_of_lean_lies_flat_on_the_wall_behind_the_back() -> None:
    made, shot = project(person(performance={"pose": "lean"}))
    points = dict(zip(POINTS, evaluate(made, shot, 0).figures[0].points, strict=True))
    sole = [points[f"right_{part}"][2] for part in ("heel", "ball", "toe_tip")]
    assert np.ptp(sole) < 0.015
    assert points["chest"][2] - np.mean(sole) == pytest.approx(0.13, abs=0.06)
