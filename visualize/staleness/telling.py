"""Telling: what the words of a prompt are made of that no picture shows, tab by tab."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from compose.payload import LightPayload
from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot
from compose.targets import targets_of
from visualize.prompt.cast import place_name
from visualize.prompt.light_facts import is_lamp, lamp_name
from visualize.prompt.naming import described, naming_of
from visualize.prompt.phrases import table
from visualize.prompt.sounds import sounds_of, without_sounds
from visualize.staleness.digests import text_hash

_MOST_NAMED = 2000
"""Nodes that are called by their words in a sentence; of more, by their plain names."""


def tab_hash(project: Project, shot: Shot, tab: str, seen: Collection[str]) -> str:
    """Return the hash of what a tab of a shot's prompt says.

    It is of the shot's own words, or where those follow the scene, of every name and text that
    they are made from: what a picture shows is in other parts.

    Parameters
    ----------
    tab
        One of ``visualize.prompt.TABS``.
    seen
        The ids of the nodes that may be in sight.
    """
    own: str | None = getattr(shot.prompt, tab)
    if own is not None:
        return text_hash(["own", " ".join(own.split())])
    scene = project.scene(shot.scene)
    if tab == "scene":
        told = _scene_texts(scene, shot, seen)
    elif tab == "lighting":
        told = _lighting_texts(scene, seen)
    else:
        told = [" ".join(project.bible.split())]
    return text_hash(["scene", told])


def sound_hash(project: Project, shot: Shot) -> str:
    """Return the hash of what is heard in a shot."""
    heard = sounds_of(project.scene(shot.scene), shot)
    return text_hash([heard.lines, heard.sounds])


def with_carriers(scene: Scene, nodes: Collection[str]) -> frozenset[str]:
    """Return nodes and all that they hang on."""
    above = {node.id: node.parent.node for node in scene.nodes if node.parent is not None}
    found: set[str] = set()
    waiting = [*nodes]
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting += [above[here]] if here in above else []
    return frozenset(found)


def _scene_texts(scene: Scene, shot: Shot, seen: Collection[str]) -> list[object]:
    told = with_carriers(scene, seen)
    meant = {
        target.node
        for node in scene.nodes if node.id in told or node.id == shot.camera
        for target in targets_of(node.payload)
    }  # fmt: skip
    return [
        without_sounds(scene, shot.description),
        place_name(scene.name),
        sorted(_names(scene, told | meant)),
    ]


def _names(scene: Scene, nodes: Collection[str]) -> Iterator[list[str]]:
    """Yield the words for nodes; of a group only what its description says."""
    for node in scene.nodes:
        if node.id not in nodes:
            continue
        if node.payload is None:
            yield ["group", *described(node.description)]
        elif len(nodes) > _MOST_NAMED:
            yield ["name", node.name, node.description]
        else:
            words = naming_of(scene, node)
            yield ["thing", words.called, words.told, words.trait, words.their]


def _lighting_texts(scene: Scene, seen: Collection[str]) -> list[object]:
    """Return the day, and what film people call the lights and the lamps in sight."""
    daylight = scene.environment.daylight
    day = None if daylight is None else daylight.model_dump(exclude={"place", "lux_per_unit"})
    words = table("lamp_kinds")["practical"]
    lamps = [naming_of(scene, n).called for n in scene.nodes if n.id in seen and is_lamp(n, words)]
    lights = [
        [lamp_name(node.name), lamp_name(node.name, of_key=True)]
        for node in scene.nodes if isinstance(node.payload, LightPayload)
    ]  # fmt: skip
    return [day, sorted(lamps), sorted(lights)]
