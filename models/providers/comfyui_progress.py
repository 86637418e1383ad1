"""How far a ComfyUI prompt is, heard over the server's WebSocket; without it, polling does."""

from __future__ import annotations

import asyncio
import json
import logging
import math
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from websockets.asyncio.client import connect

from models.answers import plain_words

_LOG = logging.getLogger(__name__)
_MAX_MESSAGE = 8 << 20
_AGAIN_SECONDS = 3.0


@dataclass(frozen=True)
class Heard:
    """The latest of a prompt: the fraction of the node at work, and the node's name."""

    fraction: float | None = None
    node: str = ""


class Listener:
    """Listens to one prompt until it is closed. ``heard`` is always the latest."""

    def __init__(self, url: str, client: str, prompt: str) -> None:
        scheme, _, rest = url.partition("://")
        secure = {"http": "ws", "https": "wss"}[scheme]
        self._url = f"{secure}://{rest}/ws?{urlencode({'clientId': client})}"
        self._prompt = prompt
        self.heard = Heard()
        self._task = asyncio.create_task(self._listen())

    async def close(self) -> None:
        """Stop listening."""
        self._task.cancel()
        await asyncio.wait({self._task})  # not the task itself: its end is not our cancellation

    async def _listen(self) -> None:
        while True:
            try:
                async with connect(
                    self._url, max_size=_MAX_MESSAGE, open_timeout=10, close_timeout=1
                ) as socket:
                    async for message in socket:
                        if isinstance(message, str):  # binary ones are previews
                            self.heard = heard(self.heard, message, self._prompt)
            except Exception as error:  # noqa: BLE001 - whatever it is, polling goes on without it
                _LOG.debug("no progress is heard: %s", type(error).__name__)
            await asyncio.sleep(_AGAIN_SECONDS)


def heard(before: Heard, message: str, prompt: str) -> Heard:
    """Return what is known after a message; one of another prompt or kind changes nothing."""
    try:
        found = json.loads(message)
    except (ValueError, RecursionError):
        return before
    data = found.get("data") if isinstance(found, dict) else None
    if not isinstance(data, dict) or data.get("prompt_id") != prompt:
        return before
    kind = found.get("type")
    if kind == "progress":
        return replace(before, fraction=_fraction(data.get("value"), data.get("max")))
    if kind == "executing" and data.get("node") is not None:
        return Heard(None, f"node {plain_words(str(data['node'])[:40])}")
    return before


def _fraction(value: Any, most: Any) -> float | None:  # noqa: ANN401 - any JSON
    if not isinstance(value, int | float) or not isinstance(most, int | float):
        return None
    try:
        part = value / most
    except (ZeroDivisionError, OverflowError):
        return None
    return min(max(part, 0.0), 1.0) if math.isfinite(part) and most > 0 else None
