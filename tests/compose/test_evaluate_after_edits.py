"""After a small edit a scene is not compiled anew; what comes of it is the same to the bit.

Every edited project is evaluated twice: by what is left from the version before, and as read anew
from its own text, where no object is one that was compiled before.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from compose.edits import (
    set_environment,
    set_keyframe,
    set_node,
    set_payload,
    set_performance,
)
from compose.evaluation import evaluate, world_matrices
from compose.figures.performance import PoseKey
from compose.files.load import load_project
from compose.node import Node
from compose.payload import Figure
from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot

SCENES = Path(__file__).parents[2] / "scenes"
SAMPLES = ("street", "dialogue", "product")


@pytest.fixture(scope="module")
def samples() -> dict[str, Project]:
    return {name: load_project(SCENES / name) for name in SAMPLES}


def anew(project: Project) -> Project:
    """Return an equal project that shares no scene, node, track or shot with this one."""
    texts = [scene.replace(id=f"{scene.id}-anew").model_dump_json() for scene in project.scenes]
    shots = [shot.replace(scene=f"{shot.scene}-anew").model_dump_json() for shot in project.shots]
    return project.replace(
        scenes=tuple(map(Scene.model_validate_json, texts)),
        shots=tuple(map(Shot.model_validate_json, shots)),
    )


def check(project: Project, shot_id: str, frame: float) -> None:
    fresh = anew(project)
    found = evaluate(project, project.shot(shot_id), frame)
    expected = evaluate(fresh, fresh.shot(shot_id), frame)
    assert found.content_hash == expected.content_hash
    scene = project.scene(project.shot(shot_id).scene)
    for at in (None, frame):
        mine = world_matrices(project, scene, at)
        theirs = world_matrices(fresh, fresh.scene(f"{scene.id}-anew"), at)
        assert mine.keys() == theirs.keys()
        assert all(mine[node].tobytes() == theirs[node].tobytes() for node in mine)


def payload_kind(node: Node) -> str:
    return "" if node.payload is None else node.payload.kind


def moved(p: Project, scene: str, rng: random.Random) -> Project:
    node = rng.choice(p.scene(scene).nodes)
    change = rng.choice(
        (
            {"translation": tuple(rng.choice((-0.0, 0.0, rng.uniform(-3, 3))) for _ in "xyz")},
            {"rotation_deg": tuple(rng.uniform(-200, 200) for _ in "xyz")},
            {"scale": tuple(rng.choice((1.0, -1.0, 2.5)) for _ in "xyz")},
        )
    )
    return set_node(p, scene, node.id, **change)


def tinted(p: Project, scene: str, rng: random.Random) -> Project:
    node = rng.choice(p.scene(scene).nodes)
    return set_node(p, scene, node.id, color=(rng.random(), rng.random(), 2e6))


def hidden(p: Project, scene: str, rng: random.Random) -> Project:
    node = rng.choice(p.scene(scene).nodes)
    return set_node(p, scene, node.id, visible=not node.visible)


def faded(p: Project, scene: str, rng: random.Random) -> Project:
    node = rng.choice(p.scene(scene).nodes)
    return set_node(p, scene, node.id, opacity=rng.choice((0.25, 0.75, 1.0)))


def refocused(p: Project, scene: str, rng: random.Random) -> Project:
    cameras = [n for n in p.scene(scene).nodes if payload_kind(n) == "camera"]
    change = rng.choice(
        (
            {"focal_length_mm": rng.uniform(14.0, 135.0)},
            {"sensor": "full-frame", "gate": "2.39"},
            {"roll_deg": rng.uniform(-20.0, 20.0), "near_m": 0.2},
            {"aim": None},
        )
    )
    return set_payload(p, scene, rng.choice(cameras).id, **change)


def relit(p: Project, scene: str, rng: random.Random) -> Project:
    lights = [n for n in p.scene(scene).nodes if payload_kind(n) == "light"]
    if not lights:
        return p
    change = rng.choice(({"intensity": rng.uniform(0.0, 9e4)}, {"color": (1.0, 0.2, 0.1)},
                         {"radius_m": 0.3}))  # fmt: skip
    return set_payload(p, scene, rng.choice(lights).id, **change)


def aired(p: Project, scene: str, rng: random.Random) -> Project:
    return set_environment(p, scene, ambient=rng.uniform(0.0, 2.0), fog_density=rng.random() * 0.1)


def posed(p: Project, scene: str, rng: random.Random) -> Project:
    figures = [n for n in p.scene(scene).nodes if isinstance(n.payload, Figure)]
    if not figures:
        return p
    change = rng.choice(
        (
            {"joints": {"left_elbow": (0.0, rng.uniform(0.0, 90.0), -0.0)}},
            {"pose": rng.choice(("stand", "t-pose"))},
            {"poses": (PoseKey(frame=0.0, pose="stand"), PoseKey(frame=40.0, pose="t-pose"))},
            {"poses": ()},
            {"look": None},
        )
    )
    return set_performance(p, scene, rng.choice(figures).id, **change)


def keyed(p: Project, scene: str, rng: random.Random) -> Project:
    nodes = [n for n in p.scene(scene).nodes if n.rotation_mode == "euler"]
    shots = [s.id for s in p.shots if s.scene == scene]
    owner = rng.choice(({"scene": scene}, {"shot": rng.choice(shots)}))
    return set_keyframe(
        p, node=rng.choice(nodes).id, channel=rng.choice(("translation.x", "rotation_deg.y")),
        frame=float(rng.randrange(0, 60)), value=rng.uniform(-2.0, 2.0), **owner,
    )  # fmt: skip


def restructured(p: Project, scene: str, rng: random.Random) -> Project:
    node = rng.choice(p.scene(scene).nodes)
    return set_node(p, scene, node.id, **rng.choice(({"name": "Other"}, {"casts_shadow": False})))


EDITS: tuple[Callable[[Project, str, random.Random], Project], ...] = (
    moved, moved, tinted, hidden, faded, refocused, relit, aired, posed, keyed, restructured,
)  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", SAMPLES)
def test_a_chain_of_edits_shows_what_compiling_anew_shows(
    samples: dict[str, Project], name: str, seed: int
) -> None:
    rng = random.Random(f"{name}{seed}")
    project = samples[name]
    kept = [project]  # as an undo stack does
    for _ in range(5):
        shot = rng.choice(project.shots)
        evaluate(project, shot, shot.start)
        project = rng.choice(EDITS)(rng.choice(kept[-2:]), shot.scene, rng)
        kept.append(project)
        check(project, shot.id, shot.start + rng.choice((0, 7.5)))


def shadowless(p: Project, scene: str) -> Project:
    lights = [n for n in p.scene(scene).nodes if payload_kind(n) == "light"]
    for light in lights:
        p = set_payload(p, scene, light.id, shadow=not light.payload.shadow)
    return p


@pytest.mark.parametrize("name", ["Courier car", "Taxi", "Mara", "Joon", "Ground", "Road"])
def test_what_wheels_and_feet_go_by_may_move(samples: dict[str, Project], name: str) -> None:
    project = samples["street"]
    shot = project.shots[0]
    evaluate(project, shot, shot.start + 20)
    node = project.scene(shot.scene).find(name)
    x, y, z = node.translation
    turned = set_node(
        project, shot.scene, node.id, translation=(x + 0.3, y + 0.1, z), scale=(1.0, 1.2, 1.1)
    )
    check(turned, shot.id, shot.start + 20)


def test_a_light_may_lose_its_shadow(samples: dict[str, Project]) -> None:
    project = samples["street"]
    shot = project.shots[0]
    evaluate(project, shot, shot.start)
    check(shadowless(project, shot.scene), shot.id, shot.start)


def test_an_edit_of_values_keeps_the_draw_table(samples: dict[str, Project]) -> None:
    project = samples["street"]
    shot = project.shots[0]
    before = evaluate(project, shot, shot.start)
    moved = set_node(project, shot.scene, "Bench", translation=(1.0, 0.0, 2.0))
    after = evaluate(moved, shot, shot.start)
    assert after.surfaces is before.surfaces
    assert not (after.world == before.world).all()
