"""A server on loopback that behaves as ComfyUI's routes and messages are documented.

Jobs run when a test says so (``run``), with progress over the WebSocket.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlparse

from tests.builders.comfyui_nodes import NODES, faults, info

Fault = Callable[[BaseHTTPRequestHandler], bool]
_ACCEPT = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455, 1.3


@dataclass
class ComfyServer:
    """What the server holds."""

    port: int = 0
    uploaded: dict[str, bytes] = field(default_factory=dict)
    pending: list[tuple[int, str, dict[str, Any], str]] = field(default_factory=list)
    running: list[tuple[int, str, dict[str, Any], str]] = field(default_factory=list)
    history: dict[str, Any] = field(default_factory=dict)
    results: dict[tuple[str, str], bytes] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    submitted: list[str] = field(default_factory=list)
    interrupted: list[str] = field(default_factory=list)
    faults: dict[str, list[Fault]] = field(default_factory=dict)
    sockets: dict[str, Any] = field(default_factory=dict)
    loses_answers: bool = False
    """Whether prompts are queued but the answers to them lost."""
    deaf: bool = False
    """Whether WebSockets are refused."""

    @property
    def url(self) -> str:
        """The server's address."""
        return f"http://127.0.0.1:{self.port}"

    def start_next(self) -> str:
        """Take the first pending prompt to work; return its id."""
        self.running.append(self.pending.pop(0))
        return self.running[-1][1]

    def say(self, kind: str, **data: Any) -> None:
        """Send a message to every listener, after a binary preview."""
        text = json.dumps({"type": kind, "data": data}).encode()
        for connection in self.sockets.values():
            connection.sendall(_frame(2, struct.pack(">I", 1) + b"\xff\xd8preview"))
            connection.sendall(_frame(1, text))

    def finish(self, content: bytes, *, subfolder: str = "shotwright", name: str = "a.mp4") -> None:
        """End the running prompt well, with one saved file and one preview."""
        _, prompt, graph, _ = self.running.pop()
        output = next(n for n, node in graph.items() if node["class_type"].startswith("Save"))
        saved = {"filename": name, "subfolder": subfolder, "type": "output"}
        preview = {"filename": "p.png", "subfolder": "", "type": "temp"}
        self.results[subfolder, name] = content
        outputs = {output: {"images": [preview, saved], "animated": [True]}}
        status = {"status_str": "success", "completed": True, "messages": []}
        self.history[prompt] = {"outputs": outputs, "status": status}

    def fail(self, kind: str, **facts: Any) -> None:
        """End the running prompt with an error or an interruption."""
        _, prompt, _, _ = self.running.pop()
        messages = [["execution_start", {"prompt_id": prompt}], [kind, facts]]
        status = {"status_str": "error", "completed": False, "messages": messages}
        self.history[prompt] = {"outputs": {}, "status": status}


@contextmanager
def comfy_server() -> Iterator[ComfyServer]:
    """Run the server in a thread for the time of the block."""
    state = ComfyServer()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("H", (_Handler,), {"state": state}))
    server.daemon_threads = True
    state.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    state: ComfyServer

    def log_message(self, *_: Any) -> None:
        """Keep quiet."""

    def do_GET(self) -> None:
        parts = urlparse(self.path)
        if parts.path == "/ws":
            self._listen(parse_qs(parts.query)["clientId"][0])
        elif parts.path == "/queue" and not self._played("queue"):
            self._json(200, {"queue_running": [[n, i, g, {}, []] for n, i, g, _ in
                                               self.state.running],
                             "queue_pending": [[n, i, g, {}, []] for n, i, g, _ in
                                               reversed(self.state.pending)]})  # fmt: skip
        elif parts.path.startswith("/history/") and not self._played("history"):
            prompt = parts.path.removeprefix("/history/")
            entry = self.state.history.get(prompt)
            self._json(200, {} if entry is None else {prompt: entry})
        elif parts.path.startswith("/object_info/"):
            name = parts.path.removeprefix("/object_info/")
            self._json(200, {} if name in self.state.missing else info(name))
        elif parts.path == "/view" and not self._played("view"):
            self._view(parse_qs(parts.query, keep_blank_values=True))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == "/upload/image":
            self._upload(body)
        elif self.path == "/prompt":
            self._prompt(json.loads(body))
        elif self.path == "/queue":
            gone = set(json.loads(body).get("delete", []))
            self.state.pending = [one for one in self.state.pending if one[1] not in gone]
            self._json(200, None)
        elif self.path == "/interrupt":
            self.state.interrupted.append(json.loads(body)["prompt_id"])
            self._json(200, None)

    def _keep(self, given: dict[str, Any]) -> str:
        prompt = str(given["prompt_id"])
        self.state.submitted.append(prompt)
        number = len(self.state.submitted)
        self.state.pending.append((number, prompt, given["prompt"], given["client_id"]))
        return prompt

    def _prompt(self, given: dict[str, Any]) -> None:
        graph = given["prompt"]
        for node_id, node in graph.items():
            if node["class_type"] not in NODES or node["class_type"] in self.state.missing:
                error = {
                    "type": "invalid_prompt",
                    "message": f"Cannot execute because node {node['class_type']} does not exist.",
                    "details": f"Node ID '#{node_id}'",
                }
                self._json(400, {"error": error, "node_errors": {}})
                return
        wrong = faults(graph, set(self.state.uploaded))
        if wrong:
            error = {
                "type": "prompt_outputs_failed_validation",
                "message": "Prompt outputs failed validation",
                "details": str(wrong),
            }
            nodes = {n: {"errors": e} for n, e in wrong.items()}
            self._json(400, {"error": error, "node_errors": nodes})
            return
        prompt = self._keep(given)
        if self.state.loses_answers:
            self.close_connection = True
            self.connection.shutdown(2)
            return
        self._json(200, {"prompt_id": prompt, "number": 1, "node_errors": {}})

    def _upload(self, body: bytes) -> None:
        kind = self.headers["Content-Type"]
        boundary = kind.split("boundary=")[1].encode()
        fields: dict[str, str] = {}
        name, content = "", b""
        for part in body.split(b"--" + boundary)[1:-1]:
            head, _, value = part[2:-2].partition(b"\r\n\r\n")
            key = re.search(rb' name="([^"]*)"', head)
            file = re.search(rb'filename="([^"]*)"', head)
            assert key is not None
            if file:
                name, content = file[1].decode(), value
            else:
                fields[key[1].decode()] = value.decode()
        folder = fields.get("subfolder", "")
        if ".." in folder or folder.startswith("/") or not name:
            self._json(400, None)
            return
        self.state.uploaded[f"{folder}/{name}" if folder else name] = content
        self._json(200, {"name": name, "subfolder": folder, "type": "input"})

    def _view(self, query: dict[str, list[str]]) -> None:
        name, folder = query["filename"][0], query.get("subfolder", [""])[0]
        content = self.state.results.get((folder, name))
        if ".." in name or name.startswith("/") or content is None:
            self._json(404, None)
            return
        self.send_response(200)
        self.send_header("Content-Type", "video/mp4")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _listen(self, client: str) -> None:
        if self.state.deaf:
            self._json(404, None)
            return
        key = self.headers["Sec-WebSocket-Key"].encode()
        accept = base64.b64encode(hashlib.sha1(key + _ACCEPT).digest()).decode()
        self.send_response(101)
        for name, value in (("Upgrade", "websocket"), ("Connection", "Upgrade")):
            self.send_header(name, value)
        self.send_header("Sec-WebSocket-Accept", accept)
        self.end_headers()
        self.connection.sendall(_frame(1, json.dumps({"type": "status", "data": {}}).encode()))
        self.state.sockets[client] = self.connection
        try:
            while self.connection.recv(4096):
                pass
        except OSError:
            pass
        self.state.sockets.pop(client, None)
        self.close_connection = True

    def _played(self, where: str) -> bool:
        waiting = self.state.faults.get(where, [])
        return bool(waiting) and waiting.pop(0)(self)

    def _json(self, code: int, content: Any) -> None:
        body = b"" if content is None else json.dumps(content).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _frame(opcode: int, payload: bytes) -> bytes:
    size = len(payload)
    length = struct.pack("!B", size) if size < 126 else b"\x7e" + struct.pack("!H", size)
    return bytes([0x80 | opcode]) + length + payload
