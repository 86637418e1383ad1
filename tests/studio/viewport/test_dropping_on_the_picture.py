"""What is dropped on the picture, and where it comes to stand."""

from __future__ import annotations

import json

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QDropEvent,
)

from compose.edits import add_figure
from compose.files.save import save_project
from studio.figures.pose_tiles import MIME as POSE_MIME
from studio.session.spot import Spot
from studio.viewport.dropping import can_drop, drop
from studio.viewport.free_camera import FreeCamera
from studio.viewport.tool import SurfacePoint
from tests.studio.conftest import wait_for
from tests.studio.viewport.conftest import (
    LEFT,
    place_of,
)
from visualize.encode.png import write_png


def test_a_drop_stands_where_the_pointer_meets_the_ground(qtbot, view) -> None:
    desk, viewport = view
    data = QMimeData()
    data.setData("application/x-shotwright-kit", json.dumps({"prop": "chair"}).encode())
    at = viewport.canvas.mapTo(viewport, place_of(viewport, (0.5, 0.0, 2.0)))
    event = QDropEvent(
        QPointF(at), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier
    )
    viewport.dropEvent(event)
    added = desk.session.selected[0]
    assert added.payload.prop == "chair"
    x, y, z = added.translation
    assert (x, z) == pytest.approx((0.5, 2.0), abs=0.05)
    assert y == pytest.approx(0.0, abs=1e-3)


@pytest.mark.parametrize("snap", [True, False])
def test_with_the_magnet_a_drop_stands_on_the_grid(view, snap) -> None:
    desk, viewport = view
    viewport.transforms.choose(snap=snap, step_m=0.5)
    data = QMimeData()
    data.setData("application/x-shotwright-kit", json.dumps({"prop": "chair"}).encode())
    at = viewport.canvas.mapTo(viewport, place_of(viewport, (0.63, 0.0, 2.2)))
    viewport.dropEvent(
        QDropEvent(
            QPointF(at), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier
        )
    )
    x, _, z = desk.session.selected[0].translation
    assert (x, z) == pytest.approx((0.5, 2.0) if snap else (0.63, 2.2), abs=1e-6 if snap else 0.05)


def test_on_something_small_a_drop_stays_on_it(view) -> None:
    _, viewport = view
    viewport.transforms.choose(snap=True, step_m=1.0)
    box = viewport.canvas.stage.staging.around(["nod_box"])
    found = SurfacePoint(np.array((-2.4, 1.0, 0.1)), np.array((0.0, 1.0, 0.0)), "nod_box")
    kept = viewport._on_the_grid(found).point
    assert ((box[0] <= kept) & (kept <= box[1]))[[0, 2]].all()
    edge = SurfacePoint(np.array((-2.4, 3.0, -1.02)), found.normal, "nod_post")
    assert viewport._on_the_grid(edge).point is edge.point, "the next line is beside the post"


def test_new_things_stand_on_the_ground_though_a_wall_is_in_the_middle(view, wait) -> None:
    _, viewport = view
    viewport.sight.look_freely(FreeCamera(pivot=(-2.0, 0.5, 0.0), yaw=0.5, pitch=0.3, distance=6.0))
    wait()
    middle = viewport.canvas.rect().center()
    wall = viewport.canvas.probe().surface_at(middle.x(), middle.y(), ())
    assert (wall.node, wall.normal[1] < 0.5) == ("nod_box", True)
    x, y, z = viewport.spot().point
    assert y == 0.0
    assert (x / 0.25, z / 0.25) == pytest.approx((round(x / 0.25), round(z / 0.25)))


def test_a_picture_file_that_is_dropped_stands_there_as_a_card(
    qtbot, stage, open_viewport, tmp_path
) -> None:
    desk, viewport = open_viewport(save_project(stage, tmp_path / "film"))
    file = tmp_path / "poster.png"
    write_png(file, np.full((30, 20, 3), 90, np.uint8), srgb=True)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)), QUrl.fromLocalFile(str(tmp_path / "a.txt"))])
    at = viewport.canvas.rect().center() + QPoint(0, 60)
    probe = viewport.canvas.probe()
    point = probe.surface_at(at.x(), at.y(), ()).point
    event = QDropEvent(
        QPointF(viewport.canvas.mapTo(viewport, at)), Qt.DropAction.CopyAction, data, LEFT,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    viewport.dropEvent(event)
    wait_for(qtbot, lambda: bool(desk.session.selection))
    (card,) = desk.session.selected
    assert card.payload.kind == "card"
    assert card.translation == pytest.approx(tuple(point), abs=1e-3)


def test_a_pose_is_held_by_the_figure_it_is_dropped_on(qtbot, view) -> None:
    desk, _ = view
    scene = desk.session.scene.id
    desk.session.do("Add", lambda p: add_figure(p, scene, "Ada", node_id="nod_ada"))
    data = QMimeData()
    data.setData(POSE_MIME, json.dumps({"pose": "sit"}).encode())
    assert can_drop(data)
    assert drop(desk.session, data, Spot(), "nod_ada") == []
    assert desk.session.scene.node("nod_ada").payload.performance.pose == "sit"
    told = []
    desk.session.told.connect(told.append)
    drop(desk.session, data, Spot(), "")
    assert [message.text for message in told] == ["No figure there"]
