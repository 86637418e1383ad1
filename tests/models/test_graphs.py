"""Workflow graphs: the built-in ones fit ComfyUI's nodes, and a bad one is refused plainly."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.card import Argument, Route
from models.errors import CardError, RefusedError
from models.graphs import load_graph, missing, read_graph
from models.registry import Registry
from tests.builders.comfyui_nodes import NODES, faults, info

BUILT_IN = ("wan-vace-depth", "wan-first-last", "ltx-2", "flux-depth")
VALUES: dict[str, Any] = {
    "prompt": "A chair slides.", "negative": "blur", "seed": 7, "width": 832, "height": 480,
    "frames": 81, "rate": 16.0, "sound_rate": 24, "start": "s/start.png", "end": "s/end.png",
    "guide": "s/guide.mp4",
}  # fmt: skip
UPLOADED = {"s/start.png", "s/end.png", "s/guide.mp4"}


def everything() -> dict[str, Any]:
    return {name: info(name)[name] for name in NODES}


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_built_in_graph_is_what_a_server_takes(name: str) -> None:
    graph = load_graph(name)
    filled = graph.filled({slot: VALUES[slot] for slot in graph.slots})
    assert faults(filled, UPLOADED) == {}
    assert "A chair slides." in json.dumps(filled)


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_graph_without_its_optional_slots_is_still_taken(name: str) -> None:
    graph = load_graph(name)
    filled = graph.filled(
        {slot: VALUES[slot] for slot in graph.slots if slot not in graph.optional}
    )
    assert faults(filled, UPLOADED) == {}
    assert all(node not in filled for nodes in graph.optional.values() for node in nodes)


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_server_with_all_nodes_and_weights_lacks_nothing(name: str) -> None:
    assert missing(load_graph(name), everything()) == []


def test_missing_nodes_and_weights_are_named_with_their_place() -> None:
    graph = load_graph("wan-vace-depth")
    known = everything()
    del known["WanVaceToVideo"]
    known["VAELoader"]["input"]["required"]["vae_name"] = [["other.safetensors"]]
    known["UNETLoader"]["input"]["required"]["unet_name"] = ["COMBO", {"options": ["x"]}]
    lacking = missing(graph, known)
    assert [words for words in lacking if "node WanVaceToVideo" in words]
    assert [words for words in lacking if "wan_2.1_vae.safetensors in models/vae" in words]
    assert [words for words in lacking if "wan2.1_vace_14B" in words and "https://" in words]
    assert len(lacking) == 3


def test_filling_leaves_the_graph_itself_alone() -> None:
    graph = load_graph("flux-depth")
    before = graph.model_dump_json()
    graph.filled({"prompt": "x", "seed": 1, "guide": "a.png"})
    assert graph.model_dump_json() == before


def test_an_unknown_slot_is_refused_with_the_known_ones() -> None:
    with pytest.raises(RefusedError, match=r"no slot 'promt'.*prompt"):
        load_graph("flux-depth").filled({"promt": "x"})


@pytest.mark.parametrize("name", ["nothing", "../cards/x", "", "a/b", "flux-depth\x00"])
def test_a_graph_that_is_not_there(name: str) -> None:
    with pytest.raises(CardError, match="no workflow"):
        load_graph(name)


def test_the_users_own_graph_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SHOTWRIGHT_CONFIG", str(tmp_path))
    folder = tmp_path / "workflows"
    folder.mkdir(parents=True)
    own = load_graph("flux-depth").model_dump(mode="json") | {"about": "Mine."}
    (folder / "flux-depth.json").write_text(json.dumps(own))
    assert load_graph("flux-depth").about == "Mine."


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"output": "nowhere"}, "output: there is no node 'nowhere'"),
        ({"slots": {"prompt": [{"node": "gone", "input": "text"}]}}, "slots.prompt"),
        ({"optional": {"end": ["guide_file"]}}, "optional.end: there is no slot"),
        ({"graph": {"save": {"class_type": "X"}}}, "a node has a class_type and inputs"),
        ({"graph": {"save": {"class_type": "X", "inputs": {"a": ["b", 0]}}}}, "no node 'b'"),
        (
            {"weights": [{"node": "save", "input": "x", "folder": "f", "source": "s"}]},
            "weights.0: the node 'save' has no input 'x'",
        ),
        ({"colour": "red"}, "colour"),
        ({"slots": 5}, "slots"),
    ],
)
def test_a_bad_graph_is_refused_by_field(tmp_path: Path, change: Any, says: str) -> None:
    path = tmp_path / "bad.json"
    path.write_text(json.dumps(load_graph("flux-depth").model_dump(mode="json") | change))
    with pytest.raises(CardError, match=says.replace(".", r"\.")):
        read_graph(path)


@pytest.mark.parametrize("value", [[[1], 2], [{}, 0], [512, 512], [None, None], [[], []]])
def test_a_list_of_two_that_is_no_link_is_a_value(tmp_path: Path, value: Any) -> None:
    path = tmp_path / "own.json"
    graph = load_graph("flux-depth").model_dump(mode="json")
    graph["graph"]["own"] = {"class_type": "Own", "inputs": {"size": value}}
    path.write_text(json.dumps(graph))
    assert read_graph(path).filled({})["own"]["inputs"]["size"] == value


@pytest.mark.parametrize(
    "info",
    [5, [], {"input": None}, {"input": {"required": 5}}, {"input": {"required": {"vae_name": 5}}},
     {"input": {"required": {"vae_name": [{}]}, "optional": []}}],
)  # fmt: skip
def test_a_server_that_describes_its_nodes_strangely_is_no_trouble(info: Any) -> None:
    assert missing(load_graph("wan-vace-depth"), everything() | {"VAELoader": info}) == []


@given(st.binary(max_size=400))
def test_nonsense_is_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("graph") / "x.json"
    path.write_bytes(content)
    with pytest.raises(CardError):
        read_graph(path)


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    path.write_bytes(b" " * (2 << 20))
    with pytest.raises(CardError, match="at most"):
        read_graph(path)


def comfy_routes() -> list[tuple[str, Route]]:
    return [
        (f"{card.id} {mode}", route)
        for card in Registry.discover().cards.values()
        for mode, routes in card.modes.items()
        for route in routes
        if route.provider == "comfyui"
    ]


@pytest.mark.parametrize(("name", "route"), comfy_routes(), ids=lambda one: str(one)[:40])
def test_every_card_fills_its_graph_to_the_last_slot(name: str, route: Route) -> None:
    assert route.workflow is not None, name
    graph = load_graph(route.workflow)
    assert set(route.arguments) <= set(graph.slots)
    assert set(graph.slots) - set(graph.optional) <= set(route.arguments) | {"negative"}
    kinds = {n: a.kind for n, a in route.arguments.items() if isinstance(a, Argument)}
    values = {n: VALUES[n] for n in route.arguments}
    assert kinds.get("sound_rate", "integer") == "integer"
    assert faults(graph.filled(values), UPLOADED) == {}
