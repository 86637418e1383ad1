"""Cast: everyone and everything the picture shows, sorted into who it is about and the rest."""

from __future__ import annotations

import math

from compose.framing.describe import Description
from compose.framing.subjects import family
from compose.node import Node
from compose.payload import CameraPayload, Figure, LightPayload, Prop
from visualize.prompt.acting import doings_of
from visualize.prompt.facts import Role, Seen, Setting
from visualize.prompt.moving import is_moving, thing_doings
from visualize.prompt.naming import common_noun, described, naming_of
from visualize.prompt.phrases import table, with_article
from visualize.prompt.sighting import Sighting
from visualize.prompt.staging import Staging

_LEAST_PERSON, _LEAST_MOVER, _LEAST_PROP = 0.0006, 0.0008, 0.004
_MOST_PEOPLE, _MOST_MOVERS, _MOST_PROPS = 5, 3, 7
_LEAST_DESCRIBED = 0.01


def cast_of(staging: Staging, described_first: Description) -> tuple[Seen, ...]:
    """Return who and what is told of one by one: subjects first, then people, then movers."""
    subjects = _subjects(staging, described_first)
    people, movers = [], []
    for seen in staging.views.ranked():
        node = staging.scene.node(seen.node)
        if node.id in subjects:
            continue
        if isinstance(node.payload, Figure):
            if seen.area >= _LEAST_PERSON:
                people.append(node)
        elif seen.area >= _LEAST_MOVER and is_moving(staging, node):
            movers.append(node)
    people = people[:_MOST_PEOPLE]
    carriers = _carriers(staging, [*subjects, *(node.id for node in people)])
    movers = [
        node for node in movers
        if node.id not in carriers and not _rides(staging, node, [*carriers, *subjects])
    ]  # fmt: skip
    named = [staging.scene.node(one) for one in subjects]
    chosen = [*named, *people, *movers[:_MOST_MOVERS]]
    depth = _middle_depth(staging, subjects)
    return tuple(_seen(staging, node, subjects, described_first, depth) for node in chosen)


def setting_of(staging: Staging, told: tuple[Seen, ...]) -> Setting:
    """Return where the shot is: described groups in sight, and the largest props."""
    scene = staging.scene
    areas = {node: seen.area for node, seen in staging.views.nodes.items()}
    texts: list[tuple[float, str]] = []
    for node in scene.nodes:
        words, _ = described(node.description)
        if words and node.payload is None:
            area = sum(areas.get(one, 0.0) for one in family(scene, node.id))
            texts.append((area, words))
    texts.sort(key=lambda entry: -entry[0])
    told_nodes = _told_nodes(staging, told)
    things: list[str] = []
    for seen in staging.views.ranked():
        node = scene.node(seen.node)
        if seen.area < _LEAST_PROP or len(things) >= _MOST_PROPS:
            break
        if (
            node.id not in told_nodes
            and not _is_hidden(node)
            and not _part_of_larger(staging, node)
        ):
            things.append(_prop_words(staging, node))
    return Setting(
        name=place_name(scene.name),
        described=tuple(text for area, text in texts if area >= _LEAST_DESCRIBED)[:3],
        things=tuple(dict.fromkeys(things)),
    )


def place_name(name: str) -> str:
    """Return a scene's name as a place; nothing where it only is a label, such as ``Scene 2``."""
    words = [word for word in name.replace("_", " ").split() if not word.strip("#.").isdigit()]
    if not words or words[0].lower() in table("naming")["generic"]:
        return ""
    if len(words) > 1 and all(word[:1].isupper() for word in words):
        return " ".join(words)
    place = " ".join(words)
    return with_article(place[:1].lower() + place[1:])


def _subjects(staging: Staging, first: Description) -> list[str]:
    """Return the nodes that the shot is about, and whom it looks over, as long as they are seen.

    The carrier of a thing that is meant gives way to what stands on it and is described.
    """
    nodes = [subject.node for subject in first.cast.subjects] if first.cast is not None else []
    nodes = [_hero(staging, node) for node in nodes]
    if first.over_node:
        nodes.append(first.over_node)
    return [node for node in dict.fromkeys(nodes) if _in_sight(staging, node)]


def _in_sight(staging: Staging, node: str) -> bool:
    return any(one in staging.views.nodes for one in family(staging.scene, node))


def _hero(staging: Staging, node: str) -> str:
    """Return the described thing on a carrier that itself has no words, else the carrier."""
    if staging.scene.node(node).description:
        return node
    carried = [
        other for other in staging.scene.nodes
        if other.id in family(staging.scene, node) and other.id != node and other.description
        and other.id in staging.views.nodes
    ]  # fmt: skip
    return max(carried, key=lambda n: staging.views.nodes[n.id].area).id if carried else node


def _middle_depth(staging: Staging, subjects: list[str]) -> float:
    depths = []
    for node in subjects[:1]:
        seen = staging.views.nodes.get(node)
        depths += [d for d in (seen.depths if seen else ()) if math.isfinite(d)][:1]
    return depths[0] if depths else 0.0


def _seen(
    staging: Staging, node: Node, subjects: list[str], first: Description, depth: float
) -> Seen:
    naming = naming_of(staging.scene, node)
    person = isinstance(node.payload, Figure)
    role: Role = "subject" if node.id in subjects else "other"
    if node.id == first.over_node and first.kind == "over-the-shoulder":
        role = "over"
    sighting = staging.views.nodes.get(node.id) or _of_family(staging, node)
    doing = (
        doings_of(staging, node) if person else thing_doings(staging, node, plural=naming.plural)
    )
    return Seen(
        node=node.id, called=naming.called, told=naming.told, person=person, role=role,
        place=staging.place(sighting, depth), doing=doing, trait=naming.trait, their=naming.their,
        plural=naming.plural,
    )  # fmt: skip


def _of_family(staging: Staging, node: Node) -> Sighting:
    members = family(staging.scene, node.id)
    return next(seen for seen in staging.views.ranked() if seen.node in members)


def _carriers(staging: Staging, nodes: list[str]) -> list[str]:
    """Return what carries some nodes, told already with them: the car of its driver."""
    found = []
    for one in nodes:
        parent = staging.scene.node(one).parent
        while parent is not None:
            found.append(parent.node)
            parent = staging.scene.node(parent.node).parent
    return found


def _rides(staging: Staging, node: Node, told: list[str]) -> bool:
    """Tell whether a mover only goes along with something that is told anyway."""
    parent = node.parent
    while parent is not None:
        carrier = staging.scene.node(parent.node)
        if carrier.id in told or is_moving(staging, carrier) or carrier.payload is not None:
            return True
        parent = carrier.parent
    return False


def _told_nodes(staging: Staging, told: tuple[Seen, ...]) -> frozenset[str]:
    found: set[str] = set()
    for one in told:
        found |= family(staging.scene, one.node)
    found |= set(_carriers(staging, [one.node for one in told]))
    return frozenset(found)


def _is_hidden(node: Node) -> bool:
    words = node.name.lower().split()
    surface = bool(words) and words[-1] in table("naming")["hidden"]
    return surface or isinstance(node.payload, CameraPayload | LightPayload)


def _part_of_larger(staging: Staging, node: Node) -> bool:
    """Tell whether a primitive only builds something up: it hangs on a described or drawn node."""
    if isinstance(node.payload, Prop | Figure) or node.parent is None:
        return False
    above = staging.scene.node(node.parent.node)
    return above.payload is not None or bool(above.description)


def _prop_words(staging: Staging, node: Node) -> str:
    naming = naming_of(staging.scene, node)
    if not node.description:
        return naming.told
    noun, plural = common_noun(staging.scene, node)
    short = len(naming.told.split()) <= 9
    return naming.told if short else noun if plural else with_article(noun)
