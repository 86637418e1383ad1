"""Naming: what to call people and things in a sentence, from their names, texts and looks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from compose.figures.body import FigureBody
from compose.node import Node
from compose.payload import Figure, Primitive, Prop
from compose.populate.populator import Populator
from compose.scene import Scene
from visualize.prompt.colours import colour_name
from visualize.prompt.phrases import table, with_article

_CLAUSE = re.compile(r"\s*[;.]\s+|[;.]\s*$")
_ARTICLES = ("a", "an", "the", "his", "her", "their", "its", "some", "several", "two", "three")


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """The words for one node: short, in full, and what its description says of what it does."""

    called: str
    told: str
    trait: str = ""
    plural: bool = False
    their: str = "its"


def naming_of(scene: Scene, node: Node) -> Naming:
    """Return the words for a node.

    The first clause of a description says who or what it is; what follows a semicolon or a full
    stop says what it does in general.
    """
    told, trait = described(node.description)
    if isinstance(node.payload, Figure):
        return _person(node, node.payload.body, told, trait)
    noun, plural = common_noun(scene, node)
    called = noun if _is_owned(noun) else f"the {noun}"
    if told:
        stands = _starts_like(told, noun) or re.match(r"an? ", told.lower())
        full = told if stands else f"{called}, {_lowered(told, scene)}"
        return Naming(called=called, told=_lowered(full, scene), trait=trait, plural=plural)
    looked = _looked(node, noun, plural)
    return Naming(called=called, told=looked, plural=plural)


def described(text: str) -> tuple[str, str]:
    """Return the first clause of a description, and the rest."""
    parts = [part.strip() for part in _CLAUSE.split(" ".join(text.split())) if part.strip()]
    return (parts[0], "; ".join(parts[1:])) if parts else ("", "")


def common_noun(scene: Scene, node: Node) -> tuple[str, bool]:
    """Return a thing's name as a common noun, and whether it is several.

    Numbers and words that only tell like things apart are left out: ``Parked cars north`` is
    ``parked cars``.
    """
    apart = table("naming")["apart"]
    words = [word for word in node.name.split() if not word.strip("#.()").isdigit()]
    ends = (0, len(words) - 1)
    kept = [word for i, word in enumerate(words) if i not in ends or word.lower() not in apart]
    noun = _lowered(" ".join(kept or words) or node.name, scene)
    if isinstance(node.payload, Prop) and noun.replace(" ", "_") == node.payload.prop:
        noun = table("naming")["nouns"].get(node.payload.prop, noun)
    many = isinstance(node.payload, Populator) or len(getattr(node.payload, "instances", ())) > 1
    named_many = noun.endswith("s") and not noun.endswith("ss")
    return noun, bool(named_many and (many or _is_plural_name(node)))


def _is_plural_name(node: Node) -> bool:
    last = node.name.split()[-1].lower() if node.name.split() else ""
    prop = node.payload.prop if isinstance(node.payload, Prop) else ""
    return prop == "curtain" or (
        last.endswith("s") and not prop.endswith("s") and last not in ("glass", "bus")
    )


def _lowered(text: str, scene: Scene) -> str:
    """Return a name inside a sentence: lower case unless it begins with a proper name."""
    first, *rest = text.split(" ") if text else [""]
    people = {
        word
        for node in scene.nodes
        if isinstance(node.payload, Figure)
        and is_proper(node.name)
        and not node.description.lower().startswith(f"the {node.name.lower()}")
        for word in node.name.split()[:1]
    }
    if first.rstrip(",").removesuffix("'s").removesuffix("’s") in people or (
        first.isupper() and len(first) > 1
    ):
        return text
    if rest and all(word[:1].isupper() for word in rest if word[:1].isalpha()):
        return text
    return text[:1].lower() + text[1:]


def is_proper(name: str) -> bool:
    """Tell whether a person's name is a name: ``Mara``, ``Mrs Hall``; not ``Old man``."""
    words = [word for word in name.split() if word[:1].isalpha()]
    return bool(words) and all(word[:1].isupper() for word in words)


def _is_owned(noun: str) -> bool:
    return bool(re.match(r"\S+['’]s? ", noun)) or _has_article(noun)


def _has_article(text: str) -> bool:
    return text.split(" ", 1)[0].lower() in _ARTICLES


def _starts_like(told: str, noun: str) -> bool:
    bare = re.sub(rf"^({'|'.join(_ARTICLES)})\s+", "", told.lower())
    return bare.startswith(noun.lower())


def _person(node: Node, body: FigureBody, told: str, trait: str) -> Naming:
    name = " ".join(word for word in node.name.split() if not word.isdigit()) or node.name
    proper = is_proper(name) or "'s" in name
    their = "her" if body.sex == "female" else "his"
    called = name if proper else f"the {name.lower()}"
    if told:
        full = told if _starts_like(told, name) else f"{called}, {told}"
        if _has_article(told) and _starts_like(told, name):
            called, full = f"the {name.lower()}", told[:1].lower() + told[1:]
        return Naming(called=called, told=full, trait=trait, their=their)
    look = looks_of(body)
    shown = f"{called}, {look}" if proper else f"{with_article(name.lower())}, {look}"
    return Naming(called=called, told=shown, trait=trait, their=their)


def looks_of(body: FigureBody) -> str:
    """Return what someone looks like: age, sex, hair and clothes, their colours by name."""
    words = table("people")
    who = str(words[body.age][body.sex])
    if body.outfit == "mannequin":
        return who
    colours = {name: colour_name(getattr(body, name)) for name in ("hair", "top", "bottom")}
    wears = words["outfit"][body.outfit].format(**colours)
    hair = words["hair"][body.hair_style].format(**colours)
    return (
        f"{who} in {_articled(wears)}, with {hair}"
        if hair[:2] != "a "
        else (f"{who} in {_articled(wears)} and {hair}")
    )


def _articled(text: str) -> str:
    return re.sub(r"\ba (?=[aeiou])", "an ", text)


def _looked(node: Node, noun: str, plural: bool) -> str:
    """Return a thing without a description: its noun, with its colour where one is its own."""
    if _is_owned(noun):
        return noun
    payload = node.payload
    colour = ""
    if isinstance(payload, Prop) and "body" in payload.colors:
        colour = colour_name(payload.colors["body"])
    elif isinstance(payload, Primitive) and noun.rsplit(maxsplit=1)[-1] == payload.shape:
        colour = colour_name(node.color)
    shown = f"{colour} {noun}" if colour and colour.split()[-1] not in noun else noun
    return shown if plural else with_article(shown)
