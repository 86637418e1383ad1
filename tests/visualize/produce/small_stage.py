"""A small project, and a renderer that needs no GL: it draws numbers that tell frames apart."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from compose.curve import Curve, Interpolation, Keyframe
from compose.node import Node
from compose.payload import CameraPayload, LightPayload, Primitive
from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot
from compose.snapshot import Snapshot
from compose.track import Track
from visualize.render.frame import Frame
from visualize.render.options import RenderOptions
from visualize.render.passes import PASSES


def small_project(**changes) -> Project:
    """Return a box, a sun, and two cameras: a wide gate that tracks in, a tall one that stands."""
    keys = (
        Keyframe(frame=-10.0, value=9.0, interpolation=Interpolation.LINEAR),
        Keyframe(frame=40.0, value=4.0),
    )
    nodes = (
        Node(
            id="nod_box", name="Box", payload=Primitive(kind="primitive", shape="box"),
            color=(0.8, 0.3, 0.2),
        ),
        Node(
            id="nod_cam", name="Dolly", translation=(0.0, 0.5, 9.0),
            payload=CameraPayload(kind="camera", gate="2.39"),
        ),
        Node(
            id="nod_tall", name="Phone", translation=(0.0, 0.5, 6.0),
            payload=CameraPayload(kind="camera", gate="9:16"),
        ),
        Node(
            id="nod_sun", name="Sun", rotation_deg=(-50.0, 30.0, 0.0),
            payload=LightPayload(kind="light", type="directional"),
        ),
    )  # fmt: skip
    scene = Scene(
        id="scn_a",
        name="Set",
        nodes=nodes,
        tracks=(Track(node="nod_cam", channel="translation.z", curve=Curve(keys=keys)),),
        pass_ids={"nod_box": 7},
        next_pass_id=8,
    )
    shots = (
        Shot(
            id="sht_a", number="010", name="Wide: “Establishing”", scene="scn_a", camera="nod_cam",
            start=-2, end=6, head=3, tail=2,
        ),
        Shot(
            id="sht_b", number="020", name="Tall", scene="scn_a", camera="nod_tall",
            start=0, end=5,
        ),
    )  # fmt: skip
    settings = {
        "id": "prj_a",
        "name": "Small",
        "rate": "24000/1001",
        "sequence": ("sht_a", "sht_b"),
        "scenes": (scene,),
        "shots": shots,
    }
    return Project(**(settings | changes))


class CountingRenderer:
    """Draw arrays that depend on the snapshot's frame alone, and count what was drawn."""

    def __init__(self) -> None:
        self.drawn: list[tuple[float, tuple[str, ...]]] = []
        self.targets: list[tuple[float | None, float | None]] = []
        self.fail_at: int | None = None
        self.error: BaseException = KeyboardInterrupt()

    def render(
        self,
        snapshot: Snapshot,
        passes: Sequence[str],
        size: tuple[int, int],
        *,
        forward: Snapshot | None = None,
        backward: Snapshot | None = None,
        multiple: int = 2,
        options: RenderOptions | None = None,
    ) -> Frame:
        raster = snapshot.camera.raster(size, multiple)
        if snapshot.frame == self.fail_at and tuple(passes) != ("depth",):
            raise self.error
        self.drawn.append((snapshot.frame, tuple(passes)))
        self.targets.append(
            (backward.frame if backward else None, forward.frame if forward else None)
        )
        layers = {}
        for name in passes:
            entry = PASSES[name]
            random = np.random.default_rng([int(snapshot.frame) + 1000, *name.encode()])
            shape = (raster.height, raster.width)
            shape += () if entry.channels == 1 else (entry.channels,)
            if name == "depth":
                layers[name] = np.full(shape, snapshot.camera.world[2, 3], np.float32)
            elif entry.dtype == "float32":
                layers[name] = random.random(shape).astype(np.float32)
            else:
                layers[name] = random.integers(0, 200, shape).astype(entry.dtype)
        return Frame(number=snapshot.frame, raster=raster, camera=snapshot.camera, layers=layers)


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file under a folder by its relative path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
