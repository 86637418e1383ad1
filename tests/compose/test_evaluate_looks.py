"""How things look: colours, opacity, cards, lights, the environment, numbers of the id pass."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Picture

from compose.environment import Environment
from compose.errors import SceneError
from compose.evaluation import evaluate, legend
from compose.geometry.material import AlphaMode, Wrap
from compose.node import Node
from compose.payload import ImageCard, LightPayload, Placement, Primitive
from tests.builders.staged import (
    LINEAR,
    MODELS,
    asset,
    box,
    group,
    key,
    project,
    track,
    under,
)


def primitive(shape: str = "box", **fields) -> Primitive:
    return Primitive(kind="primitive", shape=shape, **fields)


def test_a_primitive_has_its_nodes_colour_and_an_animated_one_follows_its_tracks() -> None:
    made, shot = project(
        box("red", color=(1.0, 0.0, 0.0)),
        box("fading", color=(0.2, 0.4, 0.6)),
        asset(color=(1.0, 0.0, 0.0)),
        tracks=(
            track("fading", "color.g", key(0, 0.0), key(10, 1.0)),
            track("fading", "opacity", key(0, 1.0), key(10, 0.0)),
        ),
    )
    snapshot = evaluate(made, shot, 5, models=MODELS)
    expected = [(1, 0, 0, 1), (0.2, 0.5, 0.6, 0.5), (1, 1, 1, 1)]
    np.testing.assert_allclose(snapshot.color, expected, atol=1e-7)


def test_only_what_is_or_may_become_transparent_blends() -> None:
    made, shot = project(
        box("solid"), box("glass", opacity=0.5), box("ghost"), asset(opacity=0.9),
        tracks=(track("ghost", "opacity", key(0, 1.0)),),
    )  # fmt: skip
    modes = [s.material.alpha_mode for s in evaluate(made, shot, 0, models=MODELS).surfaces]
    assert modes == [AlphaMode.OPAQUE, AlphaMode.BLEND, AlphaMode.BLEND, AlphaMode.BLEND]


def test_a_shot_that_fades_a_node_gets_a_blending_material_of_its_own() -> None:
    made, shot = project(box())
    fades = shot.replace(id="fade", tracks=(track("box", "opacity", key(0, 0.5)),))
    assert evaluate(made, shot, 0).surfaces[0].material.alpha_mode is AlphaMode.OPAQUE
    assert evaluate(made, fades, 0).surfaces[0].material.alpha_mode is AlphaMode.BLEND


def test_equal_shapes_and_materials_are_one_object() -> None:
    made, shot = project(*(box(f"b{i}", color=(0.1 * i, 0.0, 0.0)) for i in range(5)))
    surfaces = evaluate(made, shot, 0).surfaces
    assert len({id(s.mesh) for s in surfaces}) == 1
    assert len({id(s.material) for s in surfaces}) == 1


def test_a_solid_asset_writes_the_exact_passes_though_it_fades() -> None:
    made, shot = project(asset(opacity=0.5, payload={"solid": True}))
    material = evaluate(made, shot, 0, models=MODELS).surfaces[0].material
    assert (material.alpha_mode, material.writes_exact) == (AlphaMode.BLEND, True)


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    Picture.new("RGBA", (30, 20), (10, 200, 30, 128)).save(tmp_path / "tree.png")
    return tmp_path


def card(name: str, **fields) -> Node:
    return Node(id=name, name=name, payload=ImageCard(kind="card", image="tree.png", **fields))


def test_a_card_stands_on_its_foot_faces_z_and_is_as_wide_as_its_picture(pictures: Path) -> None:
    made, shot = project(card("tree", height_m=4.0))
    surface = evaluate(made.replace(root=pictures), shot, 0).surfaces[0]
    np.testing.assert_allclose(surface.mesh.bounds, [[-3, 0, 0], [3, 4, 0]])
    a, b, c = surface.mesh.positions[surface.mesh.triangles[0]]
    assert np.cross(b - a, c - a)[2] > 0
    top_left = np.argmin(surface.mesh.positions @ [1.0, -1.0, 0.0])
    np.testing.assert_array_equal(surface.mesh.uv0[top_left], [0, 0])
    texture = surface.material.base_color_texture
    assert texture.image.pixels.shape == (20, 30, 4)
    assert texture.wrap_u is Wrap.CLAMP


def test_card_types_say_how_alpha_light_and_shadow_behave(pictures: Path) -> None:
    made, shot = project(
        card("plate"), card("tree", type="cut-out", alpha_cutoff=0.3, lit=True),
        card("sky", type="backdrop", brightness=2.0),
        tracks=(track("plate", "card.brightness", key(0, 0.0), key(10, -5.0)),),
    )  # fmt: skip
    snapshot = evaluate(made.replace(root=pictures), shot, 10)
    plate, tree, sky = snapshot.surfaces
    assert [s.material.alpha_mode.value for s in (plate, tree, sky)] == ["opaque", "mask", "opaque"]
    assert tree.material.alpha_cutoff == 0.3
    assert [s.material.unlit for s in (plate, tree, sky)] == [True, False, True]
    assert [s.casts_shadow for s in (plate, tree, sky)] == [True, True, False]
    np.testing.assert_allclose(snapshot.color[:, 0], [0, 1, 2])


def test_a_primitives_texture_repeats_by_its_scale(pictures: Path) -> None:
    material = {"texture": "tree.png", "texture_scale": (2.0, 0.5), "metallic": 0.25}
    made, shot = project(box(payload=primitive(material=material)))
    found = evaluate(made.replace(root=pictures), shot, 0).surfaces[0].material
    np.testing.assert_allclose(found.base_color_texture.transform @ [1, 1, 1], [2, 0.5, 1])
    assert (found.metallic, found.base_color) == (0.25, (1.0, 1.0, 1.0, 1.0))


def test_a_wrong_shape_or_parameter_names_the_node() -> None:
    for payload in (primitive("bxo"), primitive(parameters={"wdth": 1.0})):
        made, shot = project(box("crate", payload=payload))
        with pytest.raises(SceneError, match="'Crate'"):
            evaluate(made, shot, 0)


def lamp(name: str, kind: str = "spot", *, node: dict | None = None, **fields) -> Node:
    payload = LightPayload(kind="light", type=kind, **fields)
    return Node(id=name, name=name, payload=payload, **(node or {}))


def test_a_light_shines_down_its_minus_z_whatever_the_scale() -> None:
    made, shot = project(
        group("rig", scale=(3.0, 3.0, 3.0), rotation_deg=(-90.0, 0.0, 0.0)),
        lamp("key", color=(1.0, 0.5, 0.0), intensity=4.0,
             node={"parent": under("rig"), "translation": (0.0, 0.0, 1.0)}),
    )  # fmt: skip
    (light,) = evaluate(made, shot, 0).lights
    assert light.position == pytest.approx((0.0, 3.0, 0.0))
    assert light.direction == pytest.approx((0.0, -1.0, 0.0))
    assert light.color == (4.0, 2.0, 0.0)
    assert light.outer_cone == pytest.approx(math.radians(35))


def test_light_tracks_are_clamped_and_a_dark_or_hidden_light_is_left_out() -> None:
    made, shot = project(
        lamp("key"), lamp("off", node={"visible": False}),
        tracks=(
            track("key", "light.intensity", key(0, 4.0), key(10, -4.0)),
            track("key", "light.outer_cone_deg", key(0, 10.0), key(2, 500.0)),
            track("key", "light.inner_cone_deg", key(0, 45.0)),
        ),
    )  # fmt: skip
    first, later = evaluate(made, shot, 0).lights[0], evaluate(made, shot, 4).lights[0]
    assert first.inner_cone == first.outer_cone == pytest.approx(math.radians(10))
    assert later.outer_cone == pytest.approx(math.radians(90))
    assert evaluate(made, shot, 7).lights == ()


def test_environment_tracks_move_only_what_they_name_and_stay_in_range() -> None:
    around = Environment(fog_density=0.5, ambient=0.3)
    made, shot = project(
        environment=around,
        tracks=(
            track(None, "fog_color.r", key(0, 0.0), key(10, 1.0)),
            track(None, "occlusion", key(0, 0.0), key(10, 5.0)),
            track(None, "exposure_ev", key(0, 0.0), key(10, 2.0)),
        ),
    )
    found = evaluate(made, shot, 5).environment
    base = around.fog_color
    assert found == around.replace(
        fog_color=(0.5, base[1], base[2]), occlusion=1.0, exposure_ev=1.0
    )
    still, shot = project(environment=around)
    assert evaluate(still, shot, 5).environment is around


def test_pass_ids_are_the_most_specific_entry_of_the_table() -> None:
    copies = primitive(instances=(Placement(), Placement()))
    made, shot = project(
        box("a"), box("crowd", payload=copies), asset(), box("z"),
        pass_ids={"z": 3, "crowd": 8, "crowd#1": 9, "figure": 4, "figure/root/sheet": 12},
        next_pass_id=8,
    )  # fmt: skip
    found = [s.pass_id for s in evaluate(made, shot, 0, models=MODELS).surfaces]
    assert found == [10, 8, 9, 12, 3]


def test_missing_pass_ids_are_given_in_outliner_order_and_hiding_changes_none() -> None:
    made, shot = project(box("a", visible=False), box("b"), box("c"), pass_ids={"b": 1})
    assert [s.pass_id for s in evaluate(made, shot, 0).surfaces] == [2, 1, 3]


@pytest.mark.parametrize("number", [0, -1, 2**32])
def test_a_pass_id_that_the_pass_cannot_hold_is_an_error(number: int) -> None:
    made, shot = project(box("a"), pass_ids={"a": number})
    with pytest.raises(SceneError, match="'a'"):
        evaluate(made, shot, 0)
    made, shot = project(box("a"), next_pass_id=2**40)
    with pytest.raises(SceneError, match="the next node"):
        evaluate(made, shot, 0)


def test_a_scene_with_too_much_to_place_or_draw_is_an_error_that_names_a_node(monkeypatch) -> None:
    copies = primitive(instances=(Placement(),) * 5)
    for limit in (
        "compose.stage.draw_table.MOST_SURFACES",
        "compose.stage.slot_builder.MOST_SLOTS",
    ):
        made, shot = project(box("crowd", payload=copies))
        with monkeypatch.context() as patch:
            patch.setattr(limit, 4)
            with pytest.raises(SceneError, match=r"'Crowd' is one too many.*fewer instances"):
                evaluate(made, shot, 0)


def test_the_legend_says_what_each_number_is() -> None:
    copies = primitive(instances=(Placement(), Placement()))
    made, shot = project(
        box("crowd", payload=copies), asset(), box("b"),
        pass_ids={"crowd": 5, "crowd#1": 6, "figure": 2, "b": 9},
    )  # fmt: skip
    rows = legend(evaluate(made, shot, 0, models=MODELS))
    assert rows == [
        {"id": 2, "node": "figure", "name": "Figure", "part": "root/sheet", "instance": None},
        {"id": 5, "node": "crowd", "name": "Crowd", "part": "", "instance": 0},
        {"id": 6, "node": "crowd", "name": "Crowd", "part": "", "instance": 1},
        {"id": 9, "node": "b", "name": "B", "part": "", "instance": None},
    ]
    made, shot = project(box("crowd", payload=copies), pass_ids={"crowd": 5})
    (row,) = legend(evaluate(made, shot, 0))
    assert row["instance"] is None


def test_a_switch_is_on_from_a_half_upward() -> None:
    made, shot = project(
        box(), tracks=(track("box", "visible", key(0, 0.0, LINEAR), key(10, 1.0)),)
    )
    assert [bool(evaluate(made, shot, f).visible[0]) for f in (4, 5, 6)] == [False, True, True]
