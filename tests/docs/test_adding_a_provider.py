"""The provider of docs/adding-a-provider.md does what the page says, against a real server."""

import asyncio
import hashlib
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from models.card import Argument, Input, Price, Route
from models.modes import Mode
from models.provider import Call, Phase, Provider
from models.registry import Registry
from models.request import Chosen, Media, Request
from tests.builders.sent_mark import marking

PAGE = Path(__file__).parents[2] / "docs" / "adding-a-provider.md"


class Service(BaseHTTPRequestHandler):
    """The service the page speaks of: clips by the caller's own id."""

    made: dict[str, dict[str, Any]]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        assert self.headers["Authorization"] == "Bearer key-1"
        self.made[body["id"]] = body
        self._answer({"id": body["id"]})

    def do_GET(self) -> None:
        if self.path.startswith("/clips?id="):
            self._answer({"clips": [i for i in self.made if self.path.endswith(i)]})
        else:
            self._answer({"state": "running"})

    def do_DELETE(self) -> None:
        self._answer({})

    def _answer(self, content: Any) -> None:
        body = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Keep quiet."""


def test_the_page_s_provider_registers_and_speaks(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    service = type("Running", (Service,), {"made": {}})
    server = ThreadingHTTPServer(("127.0.0.1", 0), service)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    monkeypatch.setenv("ACME_KEY", "key-1")
    found = re.search(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    host = f"127.0.0.1:{server.server_port}"
    code = found[1].replace("https://api.acme.test", f"http://{host}")
    names: dict[str, Any] = {}
    exec(compile(code.replace("api.acme.test", host), str(PAGE), "exec"), names)
    registry = Registry({})
    names["register"](registry)
    acme = registry.provider("acme")
    wanted = {name for name in vars(Provider) if not name.startswith("_")}
    assert wanted | set(Provider.__annotations__) <= set(dir(acme))
    try:
        asyncio.run(_speak(acme, tmp_path))
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    made = service.made["job_a"]
    assert made["text"] == "A chair slides."
    assert made["picture"] == "data:image/png;base64,cGl4ZWxz"


async def _speak(acme: Provider, folder: Path) -> None:
    (folder / "start.png").write_bytes(b"pixels")
    media = Media(
        slot="start", path="start.png", mime="image/png", bytes=6, width=64, height=36,
        sha256=hashlib.sha256(b"pixels").hexdigest(),
    )  # fmt: skip
    route = Route(
        provider="acme", endpoint="clips", source="own", price=Price(per="unknown"),
        inputs={"start": Input(required=True)},
        arguments={"text": Argument(take="prompt"), "picture": Argument(take="start")},
    )  # fmt: skip
    request = Request(
        card="acme/one", mode=Mode.START_FRAME, provider="acme", endpoint="clips",
        prompt="A chair slides.", options=Chosen(width=64, height=36, aspect="16:9"),
        media=(media,),
    )  # fmt: skip
    call = Call("job_a", request, route, folder)
    assert (await acme.lookup(call)).known is False
    remote = await acme.submit(call, await acme.upload(call), marking())
    assert (await acme.lookup(call)).remote == remote == {"id": "job_a"}
    assert (await acme.poll(call, remote)).phase is Phase.RUNNING
    assert (await acme.cancel(call, remote)).stopped
    await acme.close()
