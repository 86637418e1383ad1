"""Where the joints and landmarks of a body are, from published anthropometry."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from compose.figures.body import FigureBody
from compose.figures.skeleton import FINGERS, INDEX, JOINTS, LANDMARKS, PARENTS, POINTS

F64 = npt.NDArray[np.float64]

BIND_SHOULDER_DROP = math.radians(45.0)
"""How far below the T pose the arms hang in the pose in which the mesh is bound."""

ABOVE: tuple[int, ...] = (*PARENTS, *(INDEX[joint] for joint in LANDMARKS.values()))
"""For each of ``skeleton.POINTS`` the row of the joint that carries it; −1 for the hips."""

_SIDES = (("left", 1.0), ("right", -1.0))


@dataclass(frozen=True, eq=False, kw_only=True)
class Proportions:
    """The measures of one body. Lengths are metres; arrays are read-only.

    Parameters
    ----------
    offsets
        (P, 3) float64: each of ``skeleton.POINTS`` from its parent (``ABOVE``) with all rotations
        at zero. The row of the hips is their place in model space.
    zero
        (P, 3) float64: the points in model space in the zero (T) pose. The soles are at y = 0,
        +X is the figure's left, +Z its front.
    bind
        (J, 4) float64: unit quaternions of ``skeleton.JOINTS`` in the pose in which the mesh is
        bound: zero but for the shoulders, which hang 45 degrees.
    stature
        Sole to crown.
    hip_height
        Ground to the joint centres ``left_hip`` and ``right_hip``.
    leg_length
        Thigh and shank: hip to knee plus knee to ankle.
    foot_length
        Heel to the tip of the toes.
    head_height
        Chin to crown.
    hand_length
        Wrist to the tip of the middle finger.
    """

    offsets: F64
    zero: F64
    bind: F64
    stature: float
    hip_height: float
    leg_length: float
    foot_length: float
    head_height: float
    hand_length: float

    def __post_init__(self) -> None:
        for values in (self.offsets, self.zero, self.bind):
            values.setflags(write=False)

    def at(self, point: str) -> F64:
        """Return (3,) float64: a joint or landmark in model space in the zero pose."""
        return np.asarray(self.zero[POINTS.index(point)])


def proportions(body: FigureBody) -> Proportions:
    """Return the measures of a body, cached by what they depend on: age, sex and height."""
    stature = body.height_m or float(anthropometry()["stature_m"][body.age][body.sex])
    return _proportions(body.age, body.sex, stature)


def measures(body: FigureBody) -> dict[str, float]:
    """Return the body's fractions of stature (heights, lengths, half breadths) by name."""
    return _measures(body.age, body.sex)


@cache
def anthropometry() -> dict[str, Any]:
    """Return the published tables of ``anthropometry.toml``."""
    text = files("compose.figures").joinpath("anthropometry.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _measures(age: str, sex: str) -> dict[str, float]:
    return {
        name: value[sex] if isinstance(value, dict) else value
        for name, value in anthropometry()[age].items()
    }


@cache
def _proportions(age: str, sex: str, stature: float) -> Proportions:
    table, body = anthropometry(), _measures(age, sex)
    places = {
        **_trunk(body, table["depth"]),
        **_leg(body, table["depth"]),
        **_head(body, table["head"]),
        **_arm(body, table["depth"], table["hand"]),
    }
    for name, (x, y, z) in list(places.items()):
        if name.startswith("left_"):
            places["right_" + name.removeprefix("left_")] = (-x, y, z)
    zero = np.array([places[name] for name in POINTS]) * stature
    above = np.array(ABOVE)
    offsets = zero - np.where(above[:, None] >= 0, zero[above], 0.0)
    return Proportions(
        offsets=offsets,
        zero=zero,
        bind=_bind(),
        stature=stature,
        hip_height=body["hip"] * stature,
        leg_length=sum(
            float(np.linalg.norm(offsets[INDEX[name]])) for name in ("left_knee", "left_ankle")
        ),
        foot_length=body["foot"] * stature,
        head_height=body["head"] * stature,
        hand_length=body["hand"] * stature,
    )


def _bind() -> F64:
    result = np.tile([0.0, 0.0, 0.0, 1.0], (len(JOINTS), 1))
    half = BIND_SHOULDER_DROP / 2.0
    for side, sign in _SIDES:
        result[INDEX[f"{side}_shoulder"]] = (0.0, 0.0, -sign * math.sin(half), math.cos(half))
    return result


Places = dict[str, tuple[float, float, float]]


def _trunk(body: dict[str, float], depth: dict[str, float]) -> Places:
    """Return the middle of the body below the head, in fractions of stature."""
    chest_to_neck = body["neck"] - body["chest"]
    heights = {
        "hips": body["hip"] + 0.008,
        "waist": body["waist"],
        "chest": body["chest"],
        "neck": body["neck"],
        "throat": body["neck"] + 0.006,
        "sternum": body["chest"] + 0.45 * chest_to_neck,
        "navel": body["waist"] + 0.002,
        "crotch": body["hip"] - 0.048,
    }
    return {name: (0.0, height, depth[name]) for name, height in heights.items()}


def _leg(body: dict[str, float], depth: dict[str, float]) -> Places:
    """Return the left leg. Hip, knee and ankle stand nearly above each other."""
    x, toe = body["hip_half"], depth["heel"] + body["foot"]
    ball = depth["heel"] + 0.73 * body["foot"]
    return {
        "left_hip": (x, body["hip"], depth["hip"]),
        "left_knee": (x, body["knee"], depth["knee"]),
        "left_ankle": (0.96 * x, body["ankle"], depth["ankle"]),
        "left_toes": (x, 0.013, ball),
        "left_heel": (0.96 * x, 0.0, depth["heel"]),
        "left_ball": (x, 0.0, ball),
        "left_toe_tip": (1.04 * x, 0.0, toe),
    }


def _head(body: dict[str, float], points: dict[str, list[float]]) -> Places:
    """Return the head's points; they are measured in head heights from the chin."""
    size = body["head"]
    places = {
        name: (x * size, 1.0 - size + y * size, z * size) for name, (x, y, z) in points.items()
    }
    return {**places, "head": (0.0, *places["head"][1:])}


def _arm(body: dict[str, float], depth: dict[str, float], hand: dict[str, Any]) -> Places:
    """Return the left arm along +X with the palm down."""
    y, x = body["shoulder"], body["shoulder_half"]
    places = {
        "left_clavicle": (0.014, y + 0.006, depth["clavicle"]),
        "left_shoulder": (x, y, depth["shoulder"]),
    }
    for name, length in (("elbow", body["upper_arm"]), ("wrist", body["forearm"])):
        x += length
        places[f"left_{name}"] = (x, y, depth[name])
    wrist = np.array(places["left_wrist"])
    size = body["hand"]
    places["left_grip"] = _place(wrist + size * np.array(hand["grip"]))
    for finger in FINGERS:
        row = hand["fingers"][finger]
        along = np.array(row["direction"]) / np.linalg.norm(row["direction"])
        ends = np.concatenate([[0.0], np.cumsum(row["lengths"])])
        for n, end in enumerate(ends, start=1):
            name = f"left_{finger}_{n}" if n < 4 else "left_fingertip"
            if n < 4 or finger == "middle":
                places[name] = _place(wrist + size * (np.array(row["root"]) + end * along))
    return places


def _place(values: F64) -> tuple[float, float, float]:
    return float(values[0]), float(values[1]), float(values[2])
