"""Ways to walk, ground to walk on, and where the feet are on it."""

import itertools

import numpy as np

from compose.figures.body import FigureBody
from compose.figures.gait import Walker, plan_gait
from compose.figures.ground import Ground
from compose.figures.performance import CyclePlay
from compose.figures.proportions import proportions
from compose.figures.skeleton import INDEX, POINTS
from compose.transform import quaternion_matrices

FPS = 24.0

MAN = proportions(FigureBody())

CHILD = proportions(FigureBody(age="child"))

TRAVELLING = ("walk", "run", "sneak", "limp")

SPEEDS = {"walk": 1.4, "run": 3.2, "sneak": 0.7, "limp": 0.8}


def way(places, headings):
    """Root matrices (F, 4, 4) of places (F, 3) and turns about Y (F,)."""
    roots = np.tile(np.eye(4), (len(places), 1, 1))
    sine, cosine = np.sin(headings), np.cos(headings)
    roots[:, 0, 0], roots[:, 0, 2], roots[:, 2, 0], roots[:, 2, 2] = cosine, sine, -sine, cosine
    roots[:, :3, 3] = places
    return roots


def straight(speed, frames=150):
    along = np.arange(frames) / FPS * speed
    return way(np.stack([0 * along, 0 * along, along], axis=1), 0 * along)


def circle(speed, radius=1.5, frames=150):
    turn = np.arange(frames) / FPS * speed / radius
    places = radius * np.stack([1 - np.cos(turn), 0 * turn, np.sin(turn)], axis=1)
    return way(places, turn)


def stop_and_go(speed, _=None):
    """Stand, go with ease, stand for a second and a half, go on, stand."""
    share = np.concatenate([
        np.zeros(20), 0.5 - 0.5 * np.cos(np.linspace(0, np.pi, 60)), np.ones(36),
        1.5 - 0.5 * np.cos(np.linspace(0, np.pi, 60)), np.full(30, 2.0),
    ])  # fmt: skip
    along = share * speed * 1.6
    return way(np.stack([0 * along, 0 * along, along], axis=1), 0 * along)


def on_the_spot(_speed):
    turn = np.concatenate([np.zeros(20), np.linspace(0, np.pi, 40), np.full(40, np.pi)])
    return way(np.zeros((100, 3)), turn)


WAYS = {"straight": straight, "circle": circle, "stop and go": stop_and_go, "spot": on_the_spot}


def stairs(rise=0.17, tread=0.29, count=12):
    """Triangles of a flight of stairs along +Z that begins at z = 1."""

    def top(y, z0, z1):
        a, b, c, d = (-2, y, z0), (-2, y, z1), (2, y, z1), (2, y, z0)
        return [[a, b, c], [a, c, d]]

    faces = top(0.0, -9, 1)
    for i in range(count):
        faces += top(rise * (i + 1), 1 + tread * i, 1 + tread * (i + 1))
    return Ground.of(np.array([*faces, *top(rise * count, 1 + tread * count, 30)], float))


def slope(grade=0.25):
    a, b, c, d = (
        (-9, -9 * grade, -9),
        (-9, 40 * grade, 40),
        (9, 40 * grade, 40),
        (9, -9 * grade, -9),
    )
    return Ground.of(np.array([[a, b, c], [a, c, d]], float))


def planned(cycle, roots, body=MAN, ground=None, **play):
    return plan_gait([Walker(
        plays=(CyclePlay(cycle=cycle, **play),), first=0.0, roots=roots, seconds_a_frame=1 / FPS,
        body=body, ground=ground,
    )])  # fmt: skip


def feet(table, frames, body=MAN):
    """World places (F, 2, 4, 3) of heel, joint of the toes, ball and tip; normals of soles."""
    points, ups = [], []
    for frame in frames:
        said = table.at(frame)
        soles = quaternion_matrices(said.soles[0])
        rows = []
        for side, name in enumerate(("left", "right")):
            at = {
                n: body.offsets[POINTS.index(f"{name}_{n}")]
                for n in ("heel", "toes", "ball", "toe_tip")
            }
            x, y, z, w = said.turns[0, INDEX[f"{name}_toes"]]
            bend = quaternion_matrices([[x, y, z, w]])[0]
            local = [
                at["heel"],
                at["toes"],
                at["toes"] + bend @ at["ball"],
                at["toes"] + bend @ at["toe_tip"],
            ]
            rows.append([said.ankles[0, side] + soles[side] @ p for p in local])
        points.append(rows)
        ups.append(soles[:, :, 1])
    return np.array(points), np.array(ups)


def slides(points, heights):
    """How far the lowest part of each foot goes along the ground while it is on the ground."""
    worst = 0.0
    for before, after, low, high in itertools.zip_longest(points, points[1:], heights, heights[1:]):
        if after is None:
            break
        for side, part in itertools.product(range(2), (0, 2)):
            touches = (
                before[side, part, 1] - low[side, part],
                after[side, part, 1] - high[side, part],
            )
            if max(touches) < 0.002:
                worst = max(worst, float(np.linalg.norm((after - before)[side, part, [0, 2]])))
    return worst


def flat(points):
    return np.zeros(points.shape[:3])


def footfalls(points):
    """Places along Z where the left heel comes to stand."""
    heel = points[:, 0, 0]
    still = np.linalg.norm(np.diff(heel, axis=0), axis=1) < 1e-3
    return np.unique(np.round(heel[1:][still][:, 2], 2))
