"""What is kept between frames: as long as the scene lives and no longer; the same everywhere."""

from __future__ import annotations

import gc
import subprocess
import sys
import weakref

import numpy as np
import pytest

from compose.errors import SceneError
from compose.evaluation import evaluate
from compose.stage.memo import IdentityMemo
from tests.builders.staged import MODELS, SMOOTH, asset, box, figure, key, project, track


def stage():
    return project(
        box(),
        asset(payload={"plays": ({"clip": "wave"},)}),
        tracks=(track("box", "rotation_deg.y", key(0, 0.0, SMOOTH), key(50, 720.0, SMOOTH)),),
    )


def test_a_compiled_scene_dies_with_its_scene() -> None:
    made, shot = stage()
    snapshot = evaluate(made, shot, 3, models=MODELS)
    surface_table = snapshot.surfaces
    model = figure()
    evaluate(made, shot, 3, models={"figure.glb": model})
    scene, kept = weakref.ref(made.scenes[0]), weakref.ref(model)
    del made, model
    gc.collect()
    assert scene() is None
    assert kept() is None
    assert surface_table is snapshot.surfaces


def test_a_compiled_shot_dies_with_its_shot_while_the_scene_lives() -> None:
    made, shot = stage()
    other = shot.replace(id="other")
    evaluate(made, other, 3, models=MODELS)
    gone = weakref.ref(other)
    del other
    gc.collect()
    assert gone() is None
    assert evaluate(made, shot, 3, models=MODELS).frame == 3.0


def test_new_models_for_every_frame_do_not_pile_up() -> None:
    made, shot = stage()
    refs = []
    for frame in range(30):
        model = figure()
        refs.append(weakref.ref(model))
        evaluate(made, shot, frame, models={"figure.glb": model})
        del model
    gc.collect()
    assert sum(ref() is not None for ref in refs) <= 8


def test_another_rate_plays_a_clip_at_another_pace() -> None:
    made, shot = stage()
    slow = evaluate(made, shot, 6, models=MODELS).joints[1]
    fast = evaluate(made.replace(rate="12"), shot, 6, models=MODELS).joints[1]
    double = evaluate(made, shot, 12, models=MODELS).joints[1]
    np.testing.assert_allclose(fast, double, atol=1e-12)
    assert not np.allclose(slow, fast)


def test_a_memo_knows_objects_by_identity_and_forgets_the_dead() -> None:
    class Thing:
        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 1

    memo: IdentityMemo[Thing, int] = IdentityMemo()
    a, b = Thing(), Thing()
    assert (memo.get(a, lambda: 1), memo.get(b, lambda: 2), memo.get(a, lambda: 3)) == (1, 2, 1)
    del a
    gc.collect()
    assert len(memo) == 1


def test_a_failed_compile_is_not_remembered() -> None:
    made, shot = project(box(), shot={"camera": "nobody"})
    for _ in range(2):
        with pytest.raises(SceneError, match="nobody"):
            evaluate(made, shot, 0)


PROGRAM = """
from tests.compose.test_evaluate_memory import stage
from tests.builders.staged import MODELS
from compose.evaluation import evaluate
made, shot = stage()
print(evaluate(made, shot, 13.5, models=MODELS).content_hash)
"""


def test_the_hash_of_a_snapshot_is_the_same_in_every_process() -> None:
    made, shot = stage()
    hashes = {evaluate(made, shot, 13.5, models=MODELS).content_hash}
    for seed in ("1", "2"):
        found = subprocess.run(
            [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
        )  # fmt: skip
        hashes.add(found.stdout.strip())
    assert len(hashes) == 1
