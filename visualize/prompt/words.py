"""Words: facts become sentences, tab by tab, each with the rank by which it is cut."""

from __future__ import annotations

import re

from visualize.prompt.camera_words import framing_words, move_words
from visualize.prompt.facts import Doing, PromptFacts, Seen, Tab
from visualize.prompt.light_words import light_sentences
from visualize.prompt.phrases import capital, listed, table
from visualize.prompt.sentences import Sentence, sentence, split_sentences

RANKS: dict[str, int] = {
    "description": 0, "subject": 1, "dialogue": 2, "move": 3, "framing": 4, "key": 5, "style": 6,
    "setting": 7, "people": 8, "movers": 9, "sound": 10, "mood": 11, "things": 12, "lamps": 13,
    "air": 14, "more style": 15,
}  # fmt: skip
"""What a sentence is about, from the last to be cut to the first."""


def scene_sentences(facts: PromptFacts) -> tuple[Sentence, ...]:
    """Return the Scene tab: action, who and what is seen, the place, the camera."""
    made = [_made("scene", "description", facts.description)] if facts.description else []
    for one in facts.seen:
        about = "people" if one.person else "movers"
        made.append(_made("scene", "subject" if one.role != "other" else about, _told(one)))
    made += [_made("scene", "setting", text) for text in _setting(facts)]
    if facts.setting.things:
        made.append(_made("scene", "things", f"In sight: {listed(facts.setting.things)}"))
    made.append(_made("scene", "framing", framing_words(facts.camera)))
    if not facts.still:
        made.append(_made("scene", "move", move_words(facts.camera)))
    return tuple(one for one in made if one.text)


def style_sentences(facts: PromptFacts) -> tuple[Sentence, ...]:
    """Return the Style tab: the film's Bible, its first sentences to be cut last."""
    pieces = split_sentences(facts.style)
    return tuple(
        _made("style", "style" if i < 2 else "more style", text) for i, text in enumerate(pieces)
    )


def lighting_sentences(facts: PromptFacts) -> tuple[Sentence, ...]:
    """Return the Lighting tab: time and key, lamps, air, mood."""
    return tuple(_made("lighting", about, text) for about, text in light_sentences(facts.lighting))


def sound_sentences(facts: PromptFacts) -> tuple[Sentence, ...]:
    """Return what is heard: spoken lines, then sounds, as the shot's notes give them."""
    spoken = [
        Sentence(text=f'{who} says: "{words}"', tab=None, about="dialogue", rank=RANKS["dialogue"])
        for who, words in facts.sounds.lines
    ]
    marks = table("sounds")
    heard = [
        Sentence(text=sentence(marks[mark].format(text=text)), tab=None, about="sound",
                 rank=RANKS["sound"])
        for mark, text in facts.sounds.sounds
    ]  # fmt: skip
    return (*spoken, *heard)


def _made(tab: Tab, about: str, text: str) -> Sentence:
    return Sentence(text=sentence(text), tab=tab, about=about, rank=RANKS[about])


def _told(one: Seen) -> str:
    """Return who, what they do and where they are in one sentence."""
    doing = [words for act in one.doing if (words := _did(act, one))]
    if not one.doing and one.trait:
        doing = [_without_pronoun(one.trait)]
    place = _placed(one)
    if one.place.entrance:
        words = table("entrances")[one.place.entrance]
        doing = [words, *doing] if one.place.entrance == "enters" else [*doing, f"then {words}"]
    if one.role == "over":
        before = f"In the foreground{_side(one)}, with {one.their} back to the camera"
        return ", ".join(part for part in (before, one.told, _joined(doing)) if part)
    head = f"{one.told}," if "," in one.told and doing else one.told
    if not doing:
        where = place or table("columns")[one.place.column]
        return f"{head}, {where}" if "," in head else f"{head} {where}"
    return " ".join(f"{head} {_joined(doing)}{f', {place}' if place else ''}".split())


def _joined(doing: list[str]) -> str:
    """Return what someone does in order: ``sits and talks``, ``stands, then turns``."""
    now = [words for words in doing if not words.startswith("then ")]
    later = [words for words in doing if words.startswith("then ")]
    told = listed(now) if now else ""
    return ", ".join(part for part in (told, *later) if part)


def _side(one: Seen) -> str:
    column = one.place.column
    return "" if column == "centre" else f" on the {column}"


def _placed(one: Seen) -> str:
    layer = table("layers")[one.place.layer]
    column = table("columns")[one.place.column]
    if one.role == "subject" and one.place.column == "centre":
        return str(layer)
    return f"{column}, {layer}" if layer else str(column)


def _did(doing: Doing, one: Seen) -> str:
    group, _, name = doing.act.partition(".")
    words = table(group)[name].format(their=one.their, target=doing.target)
    way = table("ways")[doing.way] if doing.way else ""
    if doing.pace == "then":
        return f"then {words}"
    if _says_already(one.told, doing):
        return f"{table('acts')['heads']} {way}" if way else ""
    return " ".join(part for part in (words, doing.pace, way) if part)


def _says_already(told: str, doing: Doing) -> bool:
    """Tell whether a description has this act in it already: ``walking home`` says ``walks``."""
    stems = table("implied")["stems"].get(doing.act.partition(".")[2], ())
    return any(re.search(rf"\b{stem}", told.lower()) for stem in stems)


def _without_pronoun(text: str) -> str:
    return re.sub(r"^(she|he|they|it)\s+", "", text, flags=re.IGNORECASE)


def _setting(facts: PromptFacts) -> list[str]:
    setting = facts.setting
    texts = [text[:1].lower() + text[1:] for text in setting.described]
    if not setting.name:
        return [capital("; ".join(texts))] if texts else []
    told = f"The setting is {setting.name}"
    return [f"{told}: {'; '.join(texts)}" if texts else told]
