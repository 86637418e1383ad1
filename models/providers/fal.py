"""fal: most hosted models behind one key, through its queue.

Facts: the queue's paths and states as fal's own clients use them (fal-js ``libs/client``,
fal_client for Python); errors as in fal's "Model API errors" page.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol
from urllib.parse import quote

from models.answers import as_text
from models.arguments import arguments
from models.errors import (
    AmbiguousError,
    ModeratedError,
    ProviderError,
    RefusedError,
    ResultError,
)
from models.keys import Keys
from models.provider import Call, Cancelled, Found, Outcome, Phase, Progress, Remote

_PHASES = {
    "IN_QUEUE": Phase.QUEUED,
    "IN_PROGRESS": Phase.RUNNING,
    "COMPLETED": Phase.SUCCEEDED,
}
_MODERATED = ("content_policy_violation", "nsfw", "safety", "moderation")
_MAX_UPLOAD_BYTES = 90 << 20
_MAX_FILES = 16
_LONGEST_ADDRESS = 2048
_VARIABLES = ("FAL_KEY", "FAL_API_KEY")
_ENDINGS = {"video/mp4": "mp4", "video/webm": "webm", "image/png": "png", "image/webp": "webp"}


class Fal:
    """The queue of fal (``models.provider.Provider``).

    Parameters
    ----------
    keys
        Where the key is found, asked anew for each request.
    queue, rest
        Addresses of the queue and of the uploads, without a slash at the end.
    private
        Whether results may lie inside this network: only for a queue that does.
    """

    name = "fal"
    key_variables = _VARIABLES
    concurrency = 8
    poll_seconds = 2.0
    finds_jobs = False
    free = False

    def __init__(
        self,
        keys: Keys | None = None,
        *,
        queue: str = "https://queue.fal.run",
        rest: str = "https://rest.fal.ai",
        private: bool = False,
    ) -> None:
        # here, since who only asks whether there is a key should not wait for the network's code
        from models.addresses import host_of
        from models.download import Downloader
        from models.transport import Transport
        from models.upload import Uploader

        self._keys = keys or Keys()
        self._queue = queue
        self._rest = rest
        self.hosts = frozenset({host_of(queue), host_of(rest)})
        self._transport = Transport(self.name, hosts=self.hosts, authorize=self._headers)
        self._uploads = Uploader(self.name, private=private)
        self._downloads = Downloader(self.name, private=private)

    async def upload(self, call: Call) -> Mapping[str, str]:
        """Put the media into fal's storage; return media path -> the address it got."""
        return {media.path: await self._stored(call, media.path, media.mime)
                for media in call.request.media}  # fmt: skip

    async def submit(
        self, call: Call, uploaded: Mapping[str, str], on_sending: Callable[[], Awaitable[None]]
    ) -> Remote:
        """Put a request into the queue, once."""
        body = arguments(call.route, call.request, uploaded)
        url = f"{self._queue}/{call.route.endpoint}"
        headers = {"x-fal-no-retry": "1"}  # the queue would run, and may bill, a second time
        answer = await self._transport.create("POST", url, on_sending, json=body, headers=headers)
        try:
            request = as_text(self.name, answer, "request_id")
        except ProviderError as error:
            message = "the create was answered without a request id; it may have been made."
            raise AmbiguousError(self.name, message) from error
        usual = self._usual_addresses(call.route.endpoint, request)
        given = {name: answer.get(name) for name in usual}
        return {"id": request} | {
            name: url if self._is_ours(url) else usual[name] for name, url in given.items()
        }

    async def lookup(self, call: Call) -> Found:
        """Say that fal cannot tell: it lets the caller neither choose an id nor list requests."""
        return Found(known=None)

    async def poll(self, call: Call, remote: Remote) -> Progress:
        """Ask the queue once. There is no failed state: the result then holds the error."""
        answer = await self._transport.read("GET", remote["status_url"])
        status = as_text(self.name, answer, "status")
        phase = _PHASES.get(status)
        if phase is None:
            message = f"it answers the unknown state {self._transport.shown(status[:60])!r}."
            raise ProviderError(self.name, message)
        if phase is Phase.SUCCEEDED and answer.get("error"):
            return Progress(Phase.FAILED, message=self._transport.shown(answer["error"]))
        position = answer.get("queue_position")
        return Progress(phase, position=position if isinstance(position, int) else None)

    async def collect(self, call: Call, remote: Remote) -> Outcome:
        """Read the result and download its files.

        Raises
        ------
        ModeratedError, RefusedError
            When the model failed or its content check refused: that is final.
        """
        try:
            answer = await self._transport.read("GET", remote["response_url"])
        except RefusedError as error:
            if any(word in str(error).lower() for word in _MODERATED):
                raise ModeratedError(self.name, "its content check refused this request or its"
                                     " result.", status=error.status) from error  # fmt: skip
            raise
        if _is_moderated(answer):
            raise ModeratedError(self.name, "its content check blacked the result out.")
        files = []
        for number, found in enumerate(_files_in(answer)):
            target = call.folder / "result" / f"{number}.{_ENDINGS.get(found[1], 'bin')}"
            files.append(await self._downloads.fetch(found[0], target))
        if not files:
            raise ResultError(self.name, "its result holds no picture and no clip.")
        seed = answer.get("seed")
        return Outcome(tuple(files), seed=seed if type(seed) is int else None)

    async def cancel(self, call: Call, remote: Remote) -> Cancelled:
        """Ask the queue to stop; one that runs already may go on and be billed."""
        try:
            answer = await self._transport.read("PUT", remote["cancel_url"])
        except RefusedError as error:
            message = f"fal would not cancel it ({error.status}); it may be finished and billed."
            return Cancelled(stopped=False, may_be_billed=True, message=message)
        if isinstance(answer, dict) and answer.get("status") == "ALREADY_COMPLETED":
            message = "it was finished already and is billed; its result can be collected."
            return Cancelled(stopped=False, may_be_billed=True, message=message)
        message = "fal takes it out of the queue; if it had begun, its time may be billed."
        return Cancelled(stopped=True, may_be_billed=None, message=message)

    async def close(self) -> None:
        """Close all connections."""
        await self._transport.close()
        await self._uploads.close()
        await self._downloads.close()

    async def _stored(self, call: Call, path: str, mime: str) -> str:
        file = call.folder / path
        if file.stat().st_size > _MAX_UPLOAD_BYTES:
            message = f"{path} has more than {_MAX_UPLOAD_BYTES >> 20} MB, which it takes at once."
            raise RefusedError(self.name, message)
        url = f"{self._rest}/storage/upload/initiate?storage_type=fal-cdn-v3"
        body = {"content_type": mime, "file_name": file.name}
        answer = await self._transport.read("POST", url, json=body)
        await self._uploads.put(as_text(self.name, answer, "upload_url"), file, mime)
        return as_text(self.name, answer, "file_url")

    def _usual_addresses(self, endpoint: str, request: str) -> dict[str, str]:
        """Return a request's addresses: they name owner and app only, never the whole endpoint."""
        owner_and_app = "/".join(endpoint.split("/")[:2])
        base = f"{self._queue}/{owner_and_app}/requests/{quote(request, safe='')}"
        return {
            "status_url": f"{base}/status",
            "response_url": base,
            "cancel_url": f"{base}/cancel",
        }

    def _headers(self) -> Mapping[str, str]:
        secret = self._keys.need(self.name, self.key_variables)
        return {"Authorization": f"Key {secret.reveal()}"}

    def _is_ours(self, url: Any) -> bool:  # noqa: ANN401 - any JSON
        """Tell whether an address is one of the queue's, without a signature that is not kept."""
        text = isinstance(url, str) and url.isprintable() and not set(url) & set("?#\\ ")
        return text and url.startswith(f"{self._queue}/") and len(url) < _LONGEST_ADDRESS


def _is_moderated(answer: Any) -> bool:  # noqa: ANN401 - any JSON
    """Tell whether every picture of a result was flagged; such pictures are black."""
    flags = answer.get("has_nsfw_concepts") if isinstance(answer, dict) else None
    return isinstance(flags, list) and bool(flags) and all(flag is True for flag in flags)


def _files_in(answer: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - any JSON
    """Return address and media type of each picture or clip of a result."""
    if not isinstance(answer, dict):
        return []
    found = [answer.get("video"), answer.get("image")]
    for name in ("videos", "images"):
        listed = answer.get(name)
        found += listed[:_MAX_FILES] if isinstance(listed, list) else []
    files = [one for one in found if isinstance(one, dict) and isinstance(one.get("url"), str)]
    return [(one["url"], str(one.get("content_type") or "")) for one in files]


class _Adds(Protocol):
    def add_provider(self, name: str, factory: Callable[[], Fal]) -> None: ...


def register(registry: _Adds) -> None:
    """Add fal to a registry."""
    registry.add_provider(Fal.name, Fal)
