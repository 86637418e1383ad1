"""Provenance in words: how a take was made, as rows of a label and what it says."""

from __future__ import annotations

from fractions import Fraction

from models.lengths import seconds_text
from models.money import money
from visualize.takes import Clip, Take
from visualize.takes.take import Made, Mapped, Went

MODES = {
    "image": "Still image",
    "start-frame": "Start frame",
    "start-end": "Start and end frame",
    "from-animation": "From animation",
    "direct": "Direct render",
}
"""Modes as a director reads them; one that is not here is shown as it is written."""

_ELSEWHERE = frozenset(("seed", "frames", "rate", "width", "height", "aspect", "seconds"))
"""Options whose outcome other rows say."""
_FITS = {"trim": "cut to length", "pad": "last frame held", "retime": "speed changed"}

Rows = list[tuple[str, str]]


def provenance(take: Take) -> Rows:
    """Return how a take was made: a label and its words, in the order in which they are read."""
    made = take.made
    first, last = take.of.frames[0], take.of.frames[1] - 1
    rows = [
        ("Shot", f"{take.of.shot_label}, frames {first} to {last}"),
        ("Mode", MODES.get(made.mode, made.mode)),
        ("Model", _model(made)),
        ("Sent", "\n".join(_sent(one) for one in made.sent)),
        ("Drawn of", ", ".join(made.streams)),
        ("Options", options_words(made)),
        ("Seed", "" if made.seed is None else str(made.seed)),
        ("Clip", clip_words(take.clip)),
        ("Frames", "" if made.mapping is None else mapping_words(made.mapping)),
        ("Cost", cost_words(made)),
        ("Wait", wait_words((take.finished - take.submitted).total_seconds())),
        ("Job", made.job),
        ("Take", take.id),
        ("Made with", f"Shotwright {take.shotwright}"),
    ]
    return [(label, words) for label, words in rows if words]


def clip_words(clip: Clip) -> str:
    """Return ``640×268, 2 s, 48 frames at 24 fps, with sound``."""
    size = f"{clip.width}×{clip.height}"
    if clip.kind == "image":
        return f"{size}, a still"
    frames = f"{clip.frames:,} frame{'' if clip.frames == 1 else 's'}"
    sound = "with sound" if clip.audio else "no sound"
    return f"{size}, {seconds_text(clip.seconds)}, {frames} at {rate_words(clip.rate)}, {sound}"


def rate_words(rate: str | None) -> str:
    """Return ``24 fps`` or ``23.976 fps``."""
    return f"{float(Fraction(rate or 24)):.3f}".rstrip("0").rstrip(".") + " fps"


def options_words(made: Made) -> str:
    """Return the options that were asked for, most telling first, those that say nothing left."""
    words = []
    for name, value in made.options.items():
        if name in _ELSEWHERE or value is None or value == "":
            continue
        if isinstance(value, bool):
            known = {"audio": ("sound", "no sound")}.get(name, (name, f"no {name}"))
            words.append(known[0] if value else known[1])
        elif name == "resolution":
            words.insert(0, str(value))
        elif name == "fit":
            words.append(_FITS.get(str(value), str(value)))
        else:
            words.append(f"{name} {value}")
    return " · ".join(words)


def mapping_words(mapped: Mapped) -> str:
    """Return which frames of the scene the clip's frames stand for."""
    if mapped.frames == 1:
        return f"stands for scene frame {mapped.start:g}"
    end = mapped.start + mapped.step * (mapped.frames - 1)
    shown = (max(mapped.start, mapped.hold_from), min(end, mapped.hold_to))
    pace = "1 : 1" if mapped.step == 1.0 else f"{mapped.step:.4g} scene frames a frame"
    words = f"scene frames {shown[0]:g} to {shown[1]:g}, {pace}"
    return f"{words}, the last one held" if end > mapped.hold_to else words


def cost_words(made: Made) -> str:
    """Return what was estimated and what was billed; unknown is never free."""
    guess = money(made.estimated_low_usd, made.estimated_high_usd)
    if made.reported_usd is None:
        words = guess if guess == "free" else f"{guess} estimated, billed unknown"
    else:
        billed = money(made.reported_usd, made.reported_usd)
        words = billed if billed == guess else f"{guess} estimated, {billed} billed"
    return words[0].upper() + words[1:]


def wait_words(seconds: float) -> str:
    """Return ``2 min 21 s``, ``15 s`` or ``0.4 s``; nothing for a clock that ran backwards."""
    if seconds < 0.0:
        return ""
    if seconds < 10.0:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = (f"{hours} h" if hours else "", f"{minutes} min" if minutes else "", f"{rest} s")
    return " ".join(part for part in parts if part)


def _model(made: Made) -> str:
    where = "on this machine" if made.provider == "local" else f"via {made.provider}"
    ai = ", no AI" if made.no_ai and "no AI" not in made.model_name else ""
    return f"{made.model_name or made.model} {where}{ai}"


def _sent(one: Went) -> str:
    frames = f", {one.frames:,} frames" if one.frames > 1 else ""
    return f"{one.shows or one.slot} as {one.slot}, {one.width}×{one.height}{frames}"
