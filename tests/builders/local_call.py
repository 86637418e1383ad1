"""A job of the provider "local" as the runner hands it over, made by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from compose.project import Project
from compose.shot import Shot
from models.card import Price, Route
from models.modes import Mode
from models.provider import Call
from models.request import Chosen, FrameMapping, Media, Request
from visualize.order import Order

SIZE = (96, 54)


def local_call(
    folder: Path, project: Project, shot: Shot, mode: Mode, endpoint: str, *,
    frames: int = 4, size: tuple[int, int] = SIZE, media: tuple[Media, ...] = (),
    **asked: Any,
) -> Call:  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    model = endpoint if mode is Mode.DIRECT else f"local/{endpoint}"
    order = Order(
        project=str(project.root or folder), project_id=project.id, shot=shot.id,
        shot_label=shot.label, frozen="", mode=mode, model=model, provider="local", **asked,
    )  # fmt: skip
    (folder / "order.json").write_text(order.model_dump_json())
    first = float(shot.start)
    mapping = FrameMapping(
        start=first, step=1.0, frames=frames, hold_from=first, hold_to=float(shot.end - 1)
    )
    still = mode is Mode.IMAGE
    request = Request(
        card=model, mode=mode, provider="local", endpoint=endpoint, prompt="",
        options=Chosen(
            frames=1 if still else frames, rate="24", width=size[0], height=size[1],
            aspect="16:9", seed=7,
        ),
        media=media, mapping=None if still else mapping,
    )  # fmt: skip
    route = Route(provider="local", endpoint=endpoint, price=Price(per="free"), source="own")
    return Call(job=folder.name, request=request, route=route, folder=folder)
