"""Graphs: ComfyUI workflows as data files with named slots, filled and checked against a server."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from models.card_files import config_folder
from models.errors import CardError, RefusedError
from models.values import Value

_MAX_BYTES = 1 << 20
_PROVIDER = "comfyui"


class Slot(Value):
    """Where a value goes: a node of the graph and the name of its input."""

    node: str
    input: str


class Weights(Value):
    """A file of weights that a node loads, the folder it belongs in, and where to get it."""

    node: str
    input: str
    folder: str
    source: str


class Graph(Value):
    """A workflow in ComfyUI's API form.

    ``slots`` name what a card's arguments fill; ``optional`` maps a slot to the nodes that go
    when it is empty, and ``output`` is the node whose files are the result.
    """

    name: str
    about: str
    source: str
    slots: dict[str, tuple[Slot, ...]]
    optional: dict[str, tuple[str, ...]] = {}
    weights: tuple[Weights, ...] = ()
    output: str
    graph: dict[str, dict[str, Any]]

    @property
    def classes(self) -> tuple[str, ...]:
        """The node classes a server must know, sorted."""
        return tuple(sorted({str(node["class_type"]) for node in self.graph.values()}))

    def filled(self, values: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
        """Return the graph with these slots filled; nodes of empty optional slots are left out.

        Raises
        ------
        RefusedError
            When a slot is not there, or one that must be filled is empty.
        """
        unknown = sorted(set(values) - set(self.slots))
        if unknown:
            raise RefusedError(_PROVIDER, f"{self.name} has no slot {unknown[0]!r}; it has"
                               f" {', '.join(sorted(self.slots))}.")  # fmt: skip
        graph = copy.deepcopy(self.graph)
        for name, value in values.items():
            for slot in self.slots[name]:
                graph[slot.node]["inputs"][slot.input] = value
        empty = [name for name in self.optional if name not in values]
        gone = {node for name in empty for node in self.optional[name]}
        return {name: _without(node, gone) for name, node in graph.items() if name not in gone}


def load_graph(name: str) -> Graph:
    """Return the graph of this name: the user's own in the settings folder, else the built-in.

    Raises
    ------
    CardError
        When there is none or it does not fit.
    """
    own = config_folder() / "workflows" / f"{name}.json"
    built_in = Path(str(resources.files("models"))) / "workflows" / f"{name}.json"
    for path in (own, built_in):
        if path.is_file() and path.name == f"{name}.json":
            return read_graph(path)
    raise CardError(own, [f"there is no workflow {name!r}, neither here nor built in"])


def read_graph(path: Path) -> Graph:
    """Read a graph's file.

    Raises
    ------
    CardError
        With every fault found.
    """
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise CardError(path, [f"a workflow has {_MAX_BYTES:,} bytes at most"])
        graph = Graph.model_validate_json(path.read_bytes())
    except OSError as error:
        raise CardError(path, [f"it cannot be read ({error.strerror})"]) from error
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
        problems = [f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in faults]
        raise CardError(path, problems) from error
    problems = list(_faults(graph))
    if problems:
        raise CardError(path, problems)
    return graph


def missing(graph: Graph, known: Mapping[str, Any]) -> list[str]:
    """Return what a server lacks to run a graph, each in a sentence.

    Parameters
    ----------
    known
        The server's ``/object_info``: class -> description of its inputs.
    """
    nodes = [name for name in graph.classes if name not in known]
    lacking = [f"the node {name} (update ComfyUI, or install the pack that has it)"
               for name in nodes]  # fmt: skip
    for weights in graph.weights:
        node = graph.graph[weights.node]
        offered = _offered(known, node["class_type"], weights.input)
        wanted = node["inputs"][weights.input]
        if offered is not None and wanted not in offered:
            lacking.append(f"the weights {wanted} in models/{weights.folder} ({weights.source})")
    return lacking


def _offered(known: Mapping[str, Any], class_type: str, name: str) -> list[Any] | None:
    """Return the values a server offers for an input: a list, in its older or newer form."""
    inputs = _object(_object(known.get(class_type)).get("input"))
    entry = {**_object(inputs.get("optional")), **_object(inputs.get("required"))}.get(name)
    if not isinstance(entry, list) or not entry:
        return None
    if isinstance(entry[0], list):
        return entry[0]
    options = entry[1].get("options") if len(entry) > 1 and isinstance(entry[1], dict) else None
    return options if isinstance(options, list) else None


def _object(found: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    return found if isinstance(found, dict) else {}


def _links_to(value: Any) -> str | None:  # noqa: ANN401 - any JSON
    """Return the node an input comes from, where it is a link: ``[node, number]``."""
    is_link = isinstance(value, list) and len(value) == 2 and isinstance(value[0], str)
    return value[0] if is_link else None


def _without(node: dict[str, Any], gone: set[str]) -> dict[str, Any]:
    """Return a node without the inputs that come from nodes that are left out."""
    kept = {name: value for name, value in node["inputs"].items() if _links_to(value) not in gone}
    return node | {"inputs": kept}


def _faults(graph: Graph) -> Iterator[str]:
    for name, made in graph.graph.items():
        if not isinstance(made.get("class_type"), str) or not isinstance(made.get("inputs"), dict):
            yield f"graph.{name}: a node has a class_type and inputs"
            return
        for key, value in made["inputs"].items():
            node = _links_to(value)
            if node is not None and node not in graph.graph:
                yield f"graph.{name}.inputs.{key}: there is no node {node!r}"
    named = [(f"slots.{name}", slot.node) for name, slots in graph.slots.items() for slot in slots]
    named += [(f"weights.{n}", weights.node) for n, weights in enumerate(graph.weights)]
    named += [
        (f"optional.{name}", node) for name, nodes in graph.optional.items() for node in nodes
    ]
    named.append(("output", graph.output))
    for place, node in named:
        if node not in graph.graph:
            yield f"{place}: there is no node {node!r}"
    for number, weights in enumerate(graph.weights):
        loader = graph.graph.get(weights.node)
        if loader is not None and weights.input not in loader["inputs"]:
            yield f"weights.{number}: the node {weights.node!r} has no input {weights.input!r}"
    for name in sorted(set(graph.optional) - set(graph.slots)):
        yield f"optional.{name}: there is no slot of this name"
