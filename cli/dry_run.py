"""A dry run: all that would be sent is made, shown and thrown away."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cli.output import Output, counted
from compose.project import Project
from models.arguments import arguments
from models.card import Route
from models.request import Media, Request
from visualize.brief import Brief
from visualize.brief.ordering import Planned
from visualize.jobs.routes import Routes

_INDENT, _ABOVE = "  ", "<the prompt above>"


def show_requests(
    project: Project, plans: Sequence[Planned], routes: Routes, output: Output
) -> list[dict[str, Any]]:
    """Make the request of each plan in a folder that is then removed, tell it, and return all.

    Raises
    ------
    ShotwrightError
        When a request cannot be made, as it could not be when it is ordered.
    """
    told = []
    brief = Brief(routes, thaw=lambda _: project)
    try:
        for plan in plans:
            with TemporaryDirectory(prefix="shotwright-") as folder:
                request = brief.prepare(plan.order, Path(folder), lambda _part, _words: None)
            order = plan.order
            route = routes.route(order.model, order.mode.value, order.provider)
            body = _body(route, request)
            _tell(plan, request, body, output)
            told.append({"request": request.model_dump(mode="json"), "arguments": body})
    finally:
        brief.close()
    return told


def _body(route: Route, request: Request) -> dict[str, Any]:
    """Return the endpoint's own arguments, with what each upload shows instead of its address."""
    return arguments(route, request, {media.path: f"<{_shows(media)}>" for media in request.media})


def _tell(plan: Planned, request: Request, body: dict[str, Any], output: Output) -> None:
    output.line(f"\n{plan.shot.label} to {request.endpoint} on {request.provider}")
    if request.streams:
        output.line(f"{_INDENT}drawn here: {', '.join(request.streams)}")
    for media in request.media:
        output.line(
            f"{_INDENT}{media.slot}: {_shows(media)}, {media.bytes:,} bytes of {media.mime}"
        )
    if request.prompt:
        output.line(f"{_INDENT}prompt: {request.prompt}")
    if request.negative:
        output.line(f"{_INDENT}negative: {request.negative}")
    if body:
        short = {
            name: _ABOVE if value and value == request.prompt else value
            for name, value in body.items()
        }
        output.line(f"{_INDENT}arguments: {json.dumps(short, ensure_ascii=False)}")


def _shows(media: Media) -> str:
    length = f", {counted(media.frames, 'frame')} at {media.rate}" if media.frames > 1 else ""
    return f"{media.shows or media.path}, {media.width}x{media.height}{length}"
