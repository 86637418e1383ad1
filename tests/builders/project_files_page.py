"""The generated blocks of ``docs/project-files.md``: field tables and an example.

``python -m tests.builders.project_files_page`` writes them; a test fails when they are stale.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from compose.camera import Aim
from compose.curve import Curve, Keyframe
from compose.environment import Daylight, Environment
from compose.figures.body import FigureBody
from compose.figures.performance import (
    CyclePlay,
    Look,
    MotionPlay,
    Performance,
    PoseKey,
    Reach,
)
from compose.files import save_project
from compose.files.dump import document
from compose.geometry.shapes import SHAPES
from compose.node import Node, Parent
from compose.payload import (
    Asset,
    CameraPayload,
    ClipPlay,
    Figure,
    ImageCard,
    LightPayload,
    MaterialSpec,
    PartOverride,
    Placement,
    Primitive,
    Prop,
)
from compose.populate.populator import Populator, PopulatorItem
from compose.project import Project
from compose.scene import Scene
from compose.shot import Prompt, Shot
from compose.track import Track
from compose.values import Value
from tests.builders.small_project import small_project

PAGE = Path(__file__).parents[2] / "docs" / "project-files.md"

_json = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode

MODELS: tuple[type[Value], ...] = (
    Project, Scene, Environment, Daylight, Node, Parent, Primitive, MaterialSpec, Placement, Prop,
    Figure, FigureBody, Performance, PoseKey, CyclePlay, Reach, Look, MotionPlay, Populator,
    PopulatorItem, Asset, ClipPlay, PartOverride, ImageCard, CameraPayload, Aim, LightPayload,
    Track, Curve, Keyframe, Shot, Prompt,
)  # fmt: skip

_BLOCK = re.compile(r"(<!-- (file|fields|shapes) (\S+) -->\n).*?(<!-- end -->)", re.DOTALL)


def fresh(text: str) -> str:
    """Return the page with every block between its markers made anew."""
    with tempfile.TemporaryDirectory() as folder:
        save_project(small_project(), folder)

        def block(match: re.Match[str]) -> str:
            _, kind, name, _ = match.groups()
            if kind == "fields":
                body = table(next(model for model in MODELS if model.__name__ == name))
            elif kind == "shapes":
                body = shapes()
            else:
                body = f"```json\n{(Path(folder) / name).read_text().rstrip()}\n```"
            return f"{match[1]}{body}\n{match[4]}"

        return _BLOCK.sub(block, text)


def table(model: type[Value]) -> str:
    """Return the fields of a model as a Markdown table, in the order in which files hold them."""
    schema = model.model_json_schema()
    rows = ["| field | holds | default |", "|---|---|---|"]
    fields = model.model_fields.items()
    for name, info in sorted(fields, key=lambda item: item[0] != "kind"):
        if info.exclude:
            continue
        default = "required"
        if not info.is_required():
            value = info.get_default(call_default_factory=True)
            default = f"`{_default(value)}`"
        rows.append(f"| `{name}` | {_holds(schema['properties'][name], schema)} | {default} |")
    return "\n".join(rows)


def shapes() -> str:
    """Return every shape as a row: what it is, and its parameters with unit and default."""
    rows = ["| `shape` | what | `parameters` and their defaults |", "|---|---|---|"]
    for shape in SHAPES.values():
        parameters = [
            f"`{p.name}` {_default(p.default)} {p.range.unit}".rstrip()
            for p in shape.parameters.values()
        ]
        rows.append(f"| `{shape.name}` | {shape.summary} | {', '.join(parameters)} |")
    return "\n".join(rows)


def _default(value: Any) -> str:
    if isinstance(value, Value):
        return _json(document(value))
    if isinstance(value, tuple):
        return "[" + ", ".join(_default(item) for item in value) + "]"
    return _json(int(value) if isinstance(value, float) and value.is_integer() else value)


def _holds(schema: dict[str, Any], root: dict[str, Any]) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        target = root["$defs"][name]
        return _choice(target["enum"]) if "enum" in target else name
    if "enum" in schema:
        return _choice(schema["enum"])
    if "const" in schema:
        return f"`{_json(schema['const'])}`"
    for union in ("anyOf", "oneOf"):
        if union in schema:
            parts = [_holds(part, root) for part in schema[union]]
            return " or ".join(dict.fromkeys(part for part in parts if part != "null"))
    if schema.get("type") == "array":
        return _list(schema, root)
    if schema.get("type") == "object":
        inner = schema.get("additionalProperties")
        return f"names to {_holds(inner, root) if isinstance(inner, dict) else 'anything'}"
    words = {"string": "text", "number": "number", "integer": "whole number", "boolean": "boolean"}
    word = words.get(schema.get("type", ""), str(schema.get("type", "anything")))
    return word + _bounds(schema)


def _choice(names: list[str]) -> str:
    return ", ".join(f"`{_json(name)}`" for name in names)


def _list(schema: dict[str, Any], root: dict[str, Any]) -> str:
    if "prefixItems" in schema:
        items = {_holds(item, root) for item in schema["prefixItems"]}
        return f"{len(schema['prefixItems'])} × {' or '.join(sorted(items))}"
    most = f", at most {schema['maxItems']}" if "maxItems" in schema else ""
    return f"list of {_holds(schema['items'], root)}{most}"


def _bounds(schema: dict[str, Any]) -> str:
    if "minimum" in schema and "maximum" in schema:
        return f" {schema['minimum']:g}…{schema['maximum']:g}"
    if "minimum" in schema:
        return f" ≥ {schema['minimum']:g}"
    return f" > {schema['exclusiveMinimum']:g}" if "exclusiveMinimum" in schema else ""


if __name__ == "__main__":
    PAGE.write_text(fresh(PAGE.read_text("utf-8")), "utf-8")
    sys.stdout.write(f"{PAGE} is fresh\n")
