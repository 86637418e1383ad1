"""Light words: the sentences of the Lighting tab."""

from __future__ import annotations

from visualize.prompt.facts import Lamp, Lighting
from visualize.prompt.phrases import listed, table


def light_sentences(light: Lighting) -> list[tuple[str, str]]:
    """Return what each sentence is about, with its words."""
    told = [("key", ": ".join(part for part in (_time(light), _key(light)) if part))]
    if light.lamps:
        told.append(("lamps", listed([_lamp(lamp) for lamp in light.lamps])))
    if light.practicals:
        verb = "glow" if len(light.practicals) > 1 or light.practicals[0].endswith("s") else "glows"
        told.append(("lamps", f"{listed(light.practicals)} {verb} in the picture"))
    if light.air:
        told.append(("air", table("air")[light.air]))
    if light.mood:
        told.append(
            ("mood", f"The picture is {listed([table('mood')[word] for word in light.mood])}")
        )
    return [(about, words) for about, words in told if words]


def _time(light: Lighting) -> str:
    if not light.time:
        return ""
    name, _, half = light.time.partition("-")
    when = table("times")[name][0 if half == "am" else 1]
    return f"{when} {table('skies')[light.sky]}"


def _key(light: Lighting) -> str:
    if light.key is None:
        return ""
    if light.shaded:
        where = table("light_sides")[light.key.side]
        return f"the subject stands in open shade, sunlight beyond {where}"
    quality = ", ".join(part for part in (
        "soft" if light.soft else "hard", light.key.tint) if part)  # fmt: skip
    where = table("light_sides")[light.key.side]
    name = light.key.name
    if name in ("sun", "moon"):
        return f"{quality} {name}light {where}"
    source = f" of the {name}" if name else ""
    return f"{quality} key light{source} {where}"


def _lamp(lamp: Lamp) -> str:
    noun = (
        lamp.name if lamp.name in ("softbox", "backlight", "hair light") else f"{lamp.name} light"
    )
    tint = f"{lamp.tint} " if lamp.tint else ""
    return f"{tint}{noun} {table('light_sides')[lamp.side]}"
