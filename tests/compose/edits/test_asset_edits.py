"""Edits that look inside an imported asset: joints to hang on, parts to tell apart."""

import pytest

from compose import assets
from compose.edits import add_node, reparent, separate_ids, set_node
from compose.errors import NotFoundError
from compose.payload import Asset
from tests.builders.small_model import small_model
from tests.builders.small_project import small_project


@pytest.fixture
def project(monkeypatch):
    monkeypatch.setattr(assets, "load_model", lambda _project, _asset: small_model())
    asset = Asset(kind="asset", path="assets/fox.glb")
    return add_node(
        small_project(), "Room", "Fox", node_id="nod_fox", payload=asset, translation=(0, 0, 3)
    )


def test_a_node_hung_on_a_joint_stays_in_its_place(project):
    project = set_node(project, "Room", "Chair", translation=(1, 2, 3))
    project = reparent(project, "Room", "Chair", "Fox", joint="Root/Hips")
    chair = project.scene("Room").find("Chair")
    assert chair.parent.joint == "Root/Hips"
    assert chair.translation == pytest.approx((0, 0, 1), abs=1e-6)
    assert chair.rotation_deg == pytest.approx((0, -90, 0), abs=1e-4)
    back = reparent(project, "Room", "Chair", None).scene("Room").find("Chair")
    assert back.translation == pytest.approx((1, 2, 3), abs=1e-5)
    assert back.rotation_deg == pytest.approx((0, 0, 0), abs=1e-4)


def test_an_unknown_joint_offers_the_nearest(project):
    with pytest.raises(NotFoundError, match="'Root/Hips'"):
        reparent(project, "Room", "Chair", "Fox", joint="Root/Hip")


def test_every_part_with_a_mesh_gets_a_number(project):
    project = separate_ids(project, "Room", "Fox", "parts")
    table = project.scene("Room").pass_ids
    assert {key: table[key] for key in table if "fox" in key} == {
        "nod_fox": 5,
        "nod_fox/Root/Body": 6,
    }
    assert separate_ids(project, "Room", "Fox", "parts") == project
