"""Words for takes: on a tile, over a shot, and beside the player."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from compose.shot import Shot
from models.lengths import seconds_text
from models.money import money
from visualize.pages.provenance import MODES, mapping_words, options_words, rate_words, wait_words
from visualize.pages.provenance import cost_words as provenance_cost
from visualize.staleness import Reason
from visualize.takes.facts import cost_of
from visualize.takes.row import Row
from visualize.takes.take import Take

_CAUSES = {
    "camera": "Camera", "camera:lens": "Lens", "camera:focus": "Focus", "window": "Frames",
    "options": "Length", "handles": "Handles", "environment": "Sky", "shadows": "Shadows",
    "references": "References", "shot": "No shot",
}  # fmt: skip
_LONGEST_CAUSE = 14
_MOST_SENT = 3


def model_words(take: Take) -> str:
    """Return what made a take, short."""
    return take.made.model_name or take.made.model


def price_words(take: Take) -> str:
    """Return what a take cost: ``$0.97``, ``Free`` or ``unknown``."""
    cost = cost_of(take)
    return money(cost, cost).replace("free", "Free")


def length_words(take: Take) -> str:
    """Return how long a clip is, ``still`` for a picture."""
    return "still" if take.clip.kind == "image" else seconds_text(round(take.clip.seconds, 1))


def group_words(count: int, cost_usd: float, *, picked: bool) -> str:
    """Return ``6 takes · $3.74 · no pick yet``."""
    if not count:
        return "no takes"
    words = [counted(count, "take"), "Free" if cost_usd == 0.0 else f"${cost_usd:.2f}"]
    return " · ".join([*words, *([] if picked else ["no pick yet"])])


def coming_words(count: int) -> str:
    """Return ``2 takes on their way``, "" for none."""
    return f"{counted(count, 'take')} on {'its' if count == 1 else 'their'} way" if count else ""


def counted(count: int, noun: str) -> str:
    """Return ``1 take`` or ``6 takes``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def cause(reasons: Iterable[Reason]) -> str:
    """Return in a word why a take is stale, "" for one that is not."""
    first = next((reason for reason in reasons if reason.stale), None)
    if first is None:
        return ""
    if first.part.startswith("prompt:"):
        return "Prompt"
    if first.part in _CAUSES:
        return _CAUSES[first.part]
    name = first.text.partition(" ")[0]
    if first.part.startswith(("node:", "shadow:", "light:")) and name[:1].isupper():
        return name[:_LONGEST_CAUSE]
    return "Scene"


def title(take: Take) -> str:
    """Return ``020 · Take 6``."""
    return f"{take.of.shot_label.partition(' ')[0]} · Take {take.number}"


def provenance_rows(take: Take, reasons: Sequence[Reason] | None) -> list[tuple[str, str, str]]:
    """Return how a take was made: label, words, and the token of their colour.

    Parameters
    ----------
    reasons
        What of the scene has changed since; ``None`` while that is being looked at.
    """
    made = take.made
    first, last = take.of.frames[0], take.of.frames[1] - 1
    via = "on this machine" if made.provider == "local" else f"via {made.provider}"
    clip = take.clip
    size = f"{clip.width}×{clip.height}"
    frames = size if clip.kind == "image" else f"{clip.frames} at {rate_words(clip.rate)}, {size}"
    rows = [
        ("Shot", f"{take.of.shot_label}, f {first} to {last}"),
        ("Mode", MODES.get(made.mode, made.mode)),
        ("Model", f"{model_words(take)} {via}"),
        ("Sent", _sent(take)),
        ("Options", options_words(made)),
        ("Seed", "" if made.seed is None else str(made.seed)),
        ("Frames", frames),
        ("Stands for", "" if made.mapping is None else mapping_words(made.mapping)),
        ("Cost", provenance_cost(made)),
        ("Wait", wait_words((take.finished - take.submitted).total_seconds())),
        ("Made", f"{take.finished.astimezone():%-d %b %Y, %H:%M}"),
    ]
    found = [(label, words, "text1") for label, words in rows if words]
    return [*found, ("Scene", *scene_words(take, reasons))]


def scene_words(take: Take, reasons: Sequence[Reason] | None) -> tuple[str, str]:
    """Return whether the scene is as it was when a take was made, and the token of the colour."""
    name = f"{take.of.scene_sha256[:4]} {take.of.scene_sha256[4:8]}"
    if reasons is None:
        return f"{name} · being compared", "text3"
    changed = [reason.text for reason in reasons if reason.stale]
    if changed:
        return f"{name} · " + ", ".join(changed), "stale"
    unknown = next((reason.text for reason in reasons if reason.part == "unknown"), "")
    return (f"{name} · {unknown}", "text3") if unknown else (f"{name} · unchanged since", "good")


def fidelity_words(row: Row, remarks: Sequence[str]) -> str:
    """Return how faithful a take is, in words."""
    if row.fidelity is None:
        return "Not measured yet. Compare measures it."
    said = ", ".join(remarks[:2]) or "Nothing stands out"
    return f"{said[:1].upper()}{said[1:]}."


def spoken(row: Row, stale: str, *, picked: bool) -> str:
    """Return a take as a screen reader says it."""
    take, review = row.take, row.review
    words = [title(take), model_words(take), price_words(take)]
    words += [counted(review.rating, "star")] if review.rating else []
    words += ["picked"] if picked else []
    words += [f"stale: {stale}"] if stale else []
    words += ["rejected"] if review.rejected else []
    return ", ".join(words)


def shot_name(shot: Shot) -> str:
    """Return a shot's name without its number."""
    return shot.name or shot.label


def _sent(take: Take) -> str:
    shown = list(dict.fromkeys(one.shows or one.slot for one in take.made.sent))
    more = len(shown) - _MOST_SENT
    return ", ".join(shown[:_MOST_SENT]) + (f" and {more} more" if more > 0 else "")
