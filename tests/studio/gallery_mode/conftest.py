"""A short film with takes that were drawn from it, so that the gallery has something to show."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import av
import numpy as np
import pytest

from compose.edits import set_environment, set_shot
from compose.evaluation import evaluate
from compose.files.load import load_project
from compose.files.save import save_project
from compose.project import Project
from compose.shot import Shot
from studio.desk import Desk
from tests.builders.recorded_takes import made_of
from tests.builders.told_clips import told_take
from tests.studio.conftest import SCENES
from visualize.order import Order
from visualize.produce.drawing import renderer_or_new
from visualize.staleness import recorded
from visualize.takes import Row
from visualize.takes.measures import Measures, Metric, Remark
from visualize.takes.sidecar import measures_of, sidecar_of, write_review
from visualize.takes.take import Review, Went

FRAMES = 12
SIZE = (320, 180)
MODELS = (
    ("Luma Ray 3.2", 0.97, 4, 88.0), ("Wan 2.2 VACE", 0.45, 3, 71.0),
    ("Seedance 2.0", 1.35, 2, 43.0), ("Ink look, local", 0.0, 4, 97.0),
)  # fmt: skip


def drawn(project: Project, shot: Shot) -> list[np.ndarray]:
    """Draw a shot's first and last frame in beauty and clay, (H, W, 3)."""
    found = []
    with renderer_or_new(None) as renderer:
        for look in ("beauty", "clay"):
            for frame in (shot.start, shot.end - 1):
                drawing = renderer.render(evaluate(project, shot, frame), (look,), SIZE)
                found.append(np.asarray(drawing[look])[..., :3])
    return found


def film(path: Path, first: np.ndarray, last: np.ndarray, tint: tuple[float, ...]) -> Path:
    """Write a clip that goes from one picture to another."""
    path.parent.mkdir(parents=True, exist_ok=True)
    high, wide = (side // 2 * 2 for side in first.shape[:2])
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=24, options={"crf": "16", "g": "6"})
        stream.width, stream.height, stream.pix_fmt = wide, high, "yuv420p"
        for number in range(FRAMES):
            share = number / (FRAMES - 1)
            mixed = (first * (1 - share) + last * share)[:high, :wide] * np.asarray(tint)
            pixels = np.clip(mixed, 0, 255).astype(np.uint8)
            out.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        out.mux(stream.encode())
    return path


def keep(project: Project, shot: Shot, file: Path, number: int) -> Row:
    """Write the sidecar, the review and the measures of a clip as a take of a shot."""
    name, usd, stars, fidelity = MODELS[(number - 1) % len(MODELS)]
    with av.open(str(file)) as opened:
        size = (opened.streams.video[0].width, opened.streams.video[0].height)
    local = usd == 0.0
    row = told_take(
        project, shot, file, number + int(shot.number) * 100, frames=FRAMES, size=size, model=name,
        usd=(usd, usd, usd), no_ai=local, mode="from-animation",
    )  # fmt: skip
    made = row.take.made.replace(
        mapping=made_of(shot).mapping, provider="local" if local else "fal", model_name=name,
        prompt="A red courier car rolls in from the left and slows beside the bakery.",
        sent=(Went(slot="guide", shows="depth of the shot", sha256="0" * 64, width=64, height=36),),
    )  # fmt: skip
    order = Order(
        project="/nowhere", project_id=project.id, shot=shot.id, shot_label="", frozen="f" * 64,
        mode=made.mode, model=made.model, provider=made.provider,
    )  # fmt: skip
    fingerprint = recorded(project, shot, made, order, lambda _: True)
    take = row.take.replace(
        number=number, made=made, fingerprint=fingerprint,
        finished=row.take.finished + timedelta(minutes=number, seconds=21),
    )  # fmt: skip
    path = sidecar_of(file)
    path.write_text(take.model_dump_json(), encoding="utf-8")
    write_review(path, Review(rating=stars, tags=("dusk",) if number == 1 else ()))
    remarks = (
        () if fidelity > 80 else
        (Remark(metric="camera", text="pan 30 % fast", start=4, end=9, weight=0.8),)
    )  # fmt: skip
    curve = tuple(fidelity - 3.0 * (number % 3) * (at % 4) / 3.0 for at in range(FRAMES))
    metrics = tuple(
        Metric(name=metric, group="motion", score=max(fidelity - 2.0 * at, 0.0), curve=curve)
        for at, metric in enumerate(("camera", "subjects", "structure", "start", "end"))
    )
    measures = Measures(
        take=take.id, clip_sha256=take.clip.sha256, reference="told", frames=FRAMES, rate="24",
        size=size, fidelity=fidelity, curve=curve, metrics=metrics, remarks=remarks,
        wait_seconds=141.0,
    )  # fmt: skip
    measures_of(path).write_text(measures.model_dump_json())
    return Row(path, take, Review(rating=stars))


@pytest.fixture(scope="session")
def pictures() -> list[list[np.ndarray]]:
    """The first and the last frames of the first two shots, in beauty and in clay."""
    project = load_project(SCENES / "product")
    return [
        drawn(project, project.shot(shot.id).replace(end=shot.start + FRAMES))
        for shot in project.in_sequence()[:2]
    ]


@pytest.fixture(scope="session")
def film_of_takes(
    tmp_path_factory: pytest.TempPathFactory, pictures: list[list[np.ndarray]]
) -> Path:
    """The folder of the product sample with four takes of its first shot, two of its second."""
    root = tmp_path_factory.mktemp("takes") / "product"
    ignore = shutil.ignore_patterns("*.py", "__pycache__", "takes")
    shutil.copytree(SCENES / "product", root, ignore=ignore)
    project = load_project(root)
    for shot in project.in_sequence()[:2]:
        project = set_shot(project, shot.id, start=shot.start, end=shot.start + FRAMES)
    first, second = project.in_sequence()[:2]
    tints = ((1.0, 0.8, 0.7), (0.6, 0.9, 1.1), (1.2, 0.9, 0.4), (1.0, 1.0, 1.0))
    for shot, count, seen in ((first, 4, pictures[0]), (second, 2, pictures[1])):
        for number in range(1, count + 1):
            pair = seen[2:] if MODELS[number - 1][1] == 0.0 else seen[:2]
            folder = root / "takes" / f"{shot.number}"
            file = film(folder / f"{shot.number}_take{number}.mp4", *pair, tints[number - 1])
            keep(project, shot, file, number)
    save_project(project, root)
    return root


@pytest.fixture
def desk_of_takes(open_desk: Callable[..., Desk], film_of_takes: Path, tmp_path: Path) -> Desk:
    """A copy of that film at a desk, its first shot looked at."""
    root = tmp_path / "product"
    shutil.copytree(film_of_takes, root)
    desk = open_desk(load_project(root))
    desk.session.look_at_shot(desk.session.project.in_sequence()[0].id)
    return desk


@pytest.fixture
def stale_desk(desk_of_takes: Desk) -> Desk:
    """The same after fog came up."""
    session = desk_of_takes.session
    scene = session.project.in_sequence()[1].scene
    session.do("Fog", lambda p: set_environment(p, scene, fog_density=0.05))
    return desk_of_takes
