"""ComfyUI: models on the user's own GPU, through a server on this machine or network.

Facts: routes and messages as in ComfyUI's ``server.py``, ``execution.py`` and its pages
"comms_routes" and "comms_messages".
"""

from __future__ import annotations

import os
import re
import uuid
from collections.abc import Awaitable, Callable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, Protocol
from urllib.parse import quote, urlencode

import httpx

from models.addresses import host_of
from models.answers import as_text
from models.arguments import arguments
from models.download import Downloader
from models.errors import ProviderError, RefusedError, ResultError, UnavailableError
from models.graphs import Graph, load_graph, missing
from models.provider import Call, Cancelled, Found, Outcome, Phase, Progress, Remote
from models.providers.comfyui_progress import Listener
from models.transport import Transport

VARIABLE = "SHOTWRIGHT_COMFYUI"
"""The environment variable that holds the server's address."""

_USUAL = "http://127.0.0.1:8188"
_FAMILY = uuid.UUID("4e2c9b0e-7f0d-5d7a-9c55-6d1f0b8a2f10")
_MAX_FILES = 16
_ANSWER_SECONDS = 600.0
"""A long guide takes its time over a slow network."""


class ComfyUI:
    """A ComfyUI server (``models.provider.Provider``).

    The caller chooses a prompt's id, so a lost answer can always be looked up.

    Parameters
    ----------
    url
        The server's address; by default the environment's, else this machine's.

    Raises
    ------
    ProviderError
        When that is no address.
    """

    name = "comfyui"
    key_variables: tuple[str, ...] = ()
    concurrency = 2
    poll_seconds = 1.0
    finds_jobs = True
    free = True

    def __init__(self, url: str | None = None) -> None:
        self._url = server_address() if url is None else _server(url)
        self.hosts = frozenset({host_of(self._url)})
        self._transport = Transport(
            self.name, hosts=self.hosts, keyless=True, answer_seconds=_ANSWER_SECONDS
        )
        self._downloads = Downloader(self.name, private=True)
        self._listeners: dict[str, Listener] = {}

    async def upload(self, call: Call) -> Mapping[str, str]:
        """Put the media into the server's input folder; return media path -> its name there."""
        await self._check(load_graph(self._workflow(call)))
        return {media.path: await self._stored(call, media.path, media.mime)
                for media in call.request.media}  # fmt: skip

    async def submit(
        self, call: Call, uploaded: Mapping[str, str], on_sending: Callable[[], Awaitable[None]]
    ) -> Remote:
        """Queue the filled graph under an id made from the job's."""
        graph = load_graph(self._workflow(call))
        filled = graph.filled(arguments(call.route, call.request, uploaded))
        prompt, client = _prompt_id(call), _client_id(call)
        body = {"prompt": filled, "client_id": client, "prompt_id": prompt}
        url = f"{self._url}/prompt"
        answer = await self._transport.create("POST", url, on_sending, json=body)
        try:
            return {"id": as_text(self.name, answer, "prompt_id")}
        except ProviderError:  # it was queued, and under the id that was asked for
            return {"id": prompt}

    async def lookup(self, call: Call) -> Found:
        """Look for the job's prompt in the queue and the history."""
        prompt = _prompt_id(call)
        place = await self._place(prompt)
        known = place is not None or await self._entry(prompt) is not None
        return Found(known, {"id": prompt} if known else None)

    async def poll(self, call: Call, remote: Remote) -> Progress:
        """Ask history and queue; how far it is comes over the server's WebSocket."""
        prompt = str(remote["id"])
        entry = await self._entry(prompt)
        if entry is None:
            place = await self._place(prompt)
            if place is not None:
                return await self._under_way(call, prompt, place)
            entry = await self._entry(prompt)  # it may have ended between the two
        await self._stop_listening(prompt)
        if entry is None:
            return Progress(Phase.FAILED, message="the server no longer knows it; it was restarted")
        return self._ended(entry)

    async def collect(self, call: Call, remote: Remote) -> Outcome:
        """Download what the graph's output node saved."""
        entry = await self._entry(str(remote["id"]))
        if entry is None:
            raise ResultError(self.name, "the server no longer knows this job; it was restarted.")
        output = load_graph(self._workflow(call)).output
        files = []
        for number, saved in enumerate(_saved(entry, output)):
            ending = PurePosixPath(saved["filename"]).suffix.lower()
            ending = ending if re.fullmatch(r"\.[a-z0-9]{1,5}", ending) else ".bin"
            url = f"{self._url}/view?{urlencode(saved, errors='replace')}"
            target = call.folder / "result" / f"{number}{ending}"
            files.append(await self._downloads.fetch(url, target))
        if not files:
            raise ResultError(self.name, f"node {output} of the workflow saved no file.")
        return Outcome(tuple(files), seed=call.request.options.seed)

    async def cancel(self, call: Call, remote: Remote) -> Cancelled:
        """Take the prompt out of the queue, and stop it where it runs."""
        prompt = str(remote["id"])
        await self._transport.read("POST", f"{self._url}/queue", json={"delete": [prompt]})
        if await self._place(prompt) == 0:  # an older server stops whatever it is at work on
            await self._transport.read("POST", f"{self._url}/interrupt", json={"prompt_id": prompt})
        await self._stop_listening(prompt)
        return Cancelled(stopped=True, may_be_billed=False, message="it was stopped; it is free.")

    async def close(self) -> None:
        """Close all connections."""
        for prompt in list(self._listeners):
            await self._stop_listening(prompt)
        await self._transport.close()
        await self._downloads.close()

    async def _check(self, graph: Graph) -> None:
        """Refuse before anything is sent when the server lacks nodes or weights."""
        known: dict[str, Any] = {}
        for name in graph.classes:
            answer = await self._transport.read("GET", f"{self._url}/object_info/{name}")
            known |= answer if isinstance(answer, dict) else {}
        lacking = missing(graph, known)
        if lacking:
            what = "; ".join(lacking)
            raise RefusedError(
                self.name, f"for {graph.name} the server at {self._url} lacks {what}."
            )

    async def _stored(self, call: Call, path: str, mime: str) -> str:
        name = PurePosixPath(path).name
        fields = {"type": "input", "subfolder": f"shotwright/{call.job}", "overwrite": "true"}
        with (call.folder / path).open("rb") as file:
            answer = await self._transport.read(
                "POST", f"{self._url}/upload/image", data=fields,
                files={"image": (name, file, mime)},
            )  # fmt: skip
        stored, folder = as_text(self.name, answer, "name"), answer.get("subfolder") or ""
        return f"{folder}/{stored}" if folder else stored

    async def _entry(self, prompt: str) -> dict[str, Any] | None:
        answer = await self._transport.read("GET", f"{self._url}/history/{quote(prompt, safe='')}")
        entry = answer.get(prompt) if isinstance(answer, dict) else None
        return entry if isinstance(entry, dict) else None

    async def _place(self, prompt: str) -> int | None:
        """Return the prompt's place in the queue: 0 while it runs, ``None`` when not there."""
        answer = await self._transport.read("GET", f"{self._url}/queue")
        if not isinstance(answer, dict):
            raise UnavailableError(self.name, "it answers no queue.")
        if prompt in _ids(answer.get("queue_running")):
            return 0
        pending = sorted(_numbered(answer.get("queue_pending")))
        return next((n for n, (_, one) in enumerate(pending, 1) if one == prompt), None)

    async def _under_way(self, call: Call, prompt: str, place: int) -> Progress:
        if prompt not in self._listeners:
            self._listeners[prompt] = Listener(self._url, _client_id(call), prompt)
        if place > 0:
            return Progress(Phase.QUEUED, position=place)
        heard = self._listeners[prompt].heard
        return Progress(Phase.RUNNING, fraction=heard.fraction, message=heard.node)

    async def _stop_listening(self, prompt: str) -> None:
        listener = self._listeners.pop(prompt, None)
        if listener is not None:
            await listener.close()

    def _ended(self, entry: Mapping[str, Any]) -> Progress:
        status = entry.get("status")
        status = status if isinstance(status, dict) else {}
        if status.get("status_str") == "success":
            return Progress(Phase.SUCCEEDED, fraction=1.0)
        for kind, facts in _messages(status):
            if kind == "execution_interrupted":
                return Progress(Phase.CANCELLED, message="it was interrupted at the server")
            if kind == "execution_error":
                said = f"{facts.get('node_type', '?')}: {facts.get('exception_message', '')}"
                return Progress(Phase.FAILED, message=self._transport.shown(said))
        return Progress(Phase.FAILED, message="the server says no more than that it failed")

    def _workflow(self, call: Call) -> str:
        if call.route.workflow is None:
            raise ProviderError(self.name, f"the card of {call.request.card} names no workflow.")
        return call.route.workflow


def server_address() -> str:
    """Return where the server is: as the environment says, else on this machine.

    Raises
    ------
    ProviderError
        When the environment holds no address.
    """
    return _server(os.environ.get(VARIABLE) or _USUAL)


def _server(text: str) -> str:
    """Return a server's address without a slash at the end; HTTP where it says no more."""
    text = text.strip()
    text = text if "://" in text else f"http://{text}"
    try:
        parts = httpx.URL(text)
    except (httpx.InvalidURL, ValueError):
        parts = httpx.URL()
    is_web = parts.scheme in {"http", "https"} and re.fullmatch(r"[\w.:-]+", parts.host)
    if not is_web or parts.query or parts.fragment:
        message = f"{VARIABLE} holds no address of a server; write one like {_USUAL}."
        raise ProviderError(ComfyUI.name, message)
    if parts.userinfo:
        message = f"{VARIABLE} holds a name and password, which would be shown; take them out."
        raise ProviderError(ComfyUI.name, message)
    return text.rstrip("/")


def _prompt_id(call: Call) -> str:
    return str(uuid.uuid5(_FAMILY, call.job))


def _client_id(call: Call) -> str:
    return uuid.uuid5(_FAMILY, f"client of {call.job}").hex


def _ids(rows: Any) -> set[str]:  # noqa: ANN401 - any JSON
    return {one for _, one in _numbered(rows)}


def _numbered(rows: Any) -> Iterator[tuple[int | float, str]]:  # noqa: ANN401 - any JSON
    """Yield number and prompt id of each row of a queue."""
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, list) and len(row) > 1 and isinstance(row[0], int | float):
            yield row[0], str(row[1])


def _messages(status: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    listed = status.get("messages")
    for message in listed if isinstance(listed, list) else []:
        if isinstance(message, list) and len(message) == 2 and isinstance(message[1], dict):
            yield str(message[0]), message[1]


def _saved(entry: Mapping[str, Any], output: str) -> list[dict[str, str]]:
    """Return name, folder and type of each file the output node saved (not its previews)."""
    outputs = entry.get("outputs")
    shown = outputs.get(output, {}) if isinstance(outputs, dict) else {}
    files = []
    for listed in shown.values() if isinstance(shown, dict) else []:
        for one in listed if isinstance(listed, list) else []:
            if isinstance(one, dict) and one.get("filename") and one.get("type") == "output":
                names = ("filename", "subfolder", "type")
                files.append({name: str(one.get(name) or "") for name in names})
    return files[:_MAX_FILES]


class _Adds(Protocol):
    def add_provider(self, name: str, factory: Callable[[], ComfyUI]) -> None: ...


def register(registry: _Adds) -> None:
    """Add ComfyUI to a registry."""
    registry.add_provider(ComfyUI.name, ComfyUI)
