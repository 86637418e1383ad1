"""`shotwright light`: the light of a time and place, or a lighting preset round a subject."""

from __future__ import annotations

import math
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date, datetime, time
from typing import Any

from cli.command import Command, Example
from cli.errors import DONE
from cli.flags import add_project
from cli.locate import project_folder
from cli.output import Output
from cli.values import number
from compose.daylight import SkyLight, sky_light
from compose.daylight.places import place_named, place_of
from compose.edits.lighting import light_presets, light_with_preset
from compose.edits.time_of_day import set_time_of_day
from compose.files import load_project, save_project
from compose.project import Project
from shotwright import UsageError

_OF_TIME = ("date", "place", "north", "haze", "clouds", "until", "over")
_OF_PRESETS = ("subject", "level")
_DATE, _PLACE = date(2026, 6, 21), "Paris"
"""Of a scene that was never lit by the clock."""


def configure(parser: ArgumentParser) -> None:
    """Add the time and place, or the preset and its subject."""
    add_project(parser)
    parser.add_argument("--scene", metavar="SCENE", help="which scene (default: the first)")
    group = parser.add_argument_group("time and place")
    group.add_argument("--time", type=_clock, metavar="HH:MM", help="what clocks there show")
    group.add_argument(
        "--date",
        type=_day,
        metavar="DATE",
        help=f"the day (default: the scene's, else {_DATE})",
    )
    group.add_argument(
        "--place", metavar="PLACE",
        help=f"a city, or latitude,longitude (default: the scene's, else {_PLACE})",
    )  # fmt: skip
    group.add_argument(
        "--north", type=number, metavar="DEGREES",
        help="turn north clockwise away from -Z (default: the scene's, else 0)",
    )  # fmt: skip
    group.add_argument(
        "--haze", type=number, metavar="TURBIDITY",
        help="2 is clear, 10 is thick (default: the scene's, else 2.2)",
    )  # fmt: skip
    group.add_argument(
        "--clouds", type=number, metavar="SHARE",
        help="how much sky is covered, 0 to 1 (default: the scene's, else 0)",
    )  # fmt: skip
    group.add_argument("--until", type=_clock, metavar="HH:MM", help="a time lapse up to this time")
    group.add_argument(
        "--over", type=_frames, metavar="A:B", help="the scene frames that the time lapse takes"
    )
    group = parser.add_argument_group("presets")
    group.add_argument("--preset", metavar="PRESET", help=", ".join(light_presets()))
    group.add_argument("--subject", metavar="NODE", help="whom or what the lights stand round")
    group.add_argument("--level", type=number, metavar="TIMES", help="brighter or darker lamps")


def run(arguments: Namespace, output: Output) -> int:
    """Light the scene, save, and say what it is like."""
    if (arguments.time is None) == (arguments.preset is None):
        raise UsageError("Say either --time, for daylight, or --preset, for lamps.")
    foreign = _OF_PRESETS if arguments.preset is None else _OF_TIME
    for flag in foreign:
        if getattr(arguments, flag) is not None:
            chosen = "--time" if arguments.preset is None else "--preset"
            raise UsageError(f"--{flag} says nothing together with {chosen}. Leave it out.")
    project = load_project(project_folder(arguments.project))
    if not project.scenes:
        raise UsageError(f"The project {project.name!r} has no scene to light.")
    scene = project.scene(arguments.scene) if arguments.scene else project.scenes[0]
    if arguments.preset is None:
        lit = _by_time(project, scene.id, arguments)
    else:
        level = 1.0 if arguments.level is None else arguments.level
        lit = light_with_preset(project, scene.id, arguments.preset, arguments.subject, level=level)
    save_project(lit)
    _report(project, lit, scene.id, arguments, output)
    return DONE


def _by_time(project: Project, scene: str, arguments: Namespace) -> Project:
    """Return the project lit by the clock; what is not said stays as the scene has it."""
    had = project.scene(scene).environment.daylight
    if arguments.place is not None or had is None:
        place = place_named(arguments.place or _PLACE)
    else:
        place = place_of(had)
    day = arguments.date or (_DATE if had is None else datetime.fromisoformat(had.when).date())
    if (arguments.until is None) != (arguments.over is None):
        raise UsageError("A time lapse needs both --until and --over, such as --over 0:240.")
    said = {"north": arguments.north, "turbidity": arguments.haze, "clouds": arguments.clouds}
    options: dict[str, Any] = {} if had is None else {
        "north": had.north_deg, "turbidity": had.turbidity, "clouds": had.clouds
    }  # fmt: skip
    options |= {name: value for name, value in said.items() if value is not None}
    options["north"] = math.radians(options.get("north", 0.0))
    if arguments.until is not None:
        options |= {"until": place.at(day, arguments.until), "frames": arguments.over}
    return set_time_of_day(
        project, scene, place.at(day, arguments.time), place.latitude, place.longitude,
        place=place.name, **options,
    )  # fmt: skip


def _report(
    before: Project, after: Project, scene: str, arguments: Namespace, output: Output
) -> None:
    old = {node.id for node in before.scene(scene).nodes}
    stage = after.scene(scene)
    made = [node.name for node in stage.nodes if node.id not in old]
    document: dict[str, Any] = {"scene": scene, "added": made}
    if arguments.preset is not None:
        output.line(f"Lit {stage.name!r} with {arguments.preset}: {', '.join(made)}")
    elif stage.environment.daylight is not None:
        light = sky_light(stage.environment.daylight)
        document |= _facts(light)
        where = stage.environment.daylight.place
        output.line(f"Lit {stage.name!r} as at {stage.environment.daylight.when} in {where}")
        output.note(_sentence(light))
    output.document(document)


def _facts(light: SkyLight) -> dict[str, Any]:
    facts: dict[str, Any] = {"lux_per_unit": round(light.lux_per_unit, 3)}
    for name, beam in (("sun", light.sun), ("moon", light.moon)):
        facts[name] = {
            "azimuth_deg": round(math.degrees(beam.position.azimuth), 3),
            "elevation_deg": round(math.degrees(beam.position.elevation), 3),
            "lux": round(beam.intensity * light.lux_per_unit, 3),
        }
    facts["moon"]["lit"] = round(light.moon_lit, 3)
    return facts


def _sentence(light: SkyLight) -> str:
    sun, moon = light.sun.position, light.moon.position
    text = f"The sun stands {_stands(sun.elevation, sun.azimuth)}"
    return f"{text}; the moon, {light.moon_lit:.0%} lit, {_stands(moon.elevation, moon.azimuth)}."


def _stands(elevation: float, azimuth: float) -> str:
    side = "above" if elevation >= 0.0 else "below"
    return (
        f"{abs(math.degrees(elevation)):.1f} degrees {side} the horizon at "
        f"{math.degrees(azimuth):.0f} degrees from north"
    )


def _clock(text: str) -> time:
    try:
        return time.fromisoformat(text if len(text.partition(":")[0]) == 2 else f"0{text}")
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a time; write one such as 18:40") from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a date; write one such as 2026-06-21") from None


def _frames(text: str) -> tuple[float, float]:
    first, colon, last = text.partition(":")
    if not colon:
        raise ArgumentTypeError(f"{text!r} is no range of frames; write one such as 0:240")
    return number(first), number(last)


COMMAND = Command(
    name="light",
    summary="light a scene by time and place, or with a preset",
    details="Sun and moon are lights of the scene; what the sky is like is in its environment.",
    examples=(
        Example(
            "shotwright light film --time 18:40 --date 2026-09-21 --place Berlin",
            "an evening in Berlin",
        ),
        Example(
            "shotwright light film --time 17:00 --until 22:00 --over 0:240 --place 40.7,-74",
            "a time lapse into the night, over ten seconds",
        ),
        Example("shotwright light film --preset overcast", "a grey day"),
    ),
    configure=configure,
    run=run,
)
