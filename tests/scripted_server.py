"""Scripts in, a real HTTP server on loopback out that speaks OpenAI's protocol as well, or as badly, as told.

Each POST to /v1/chat/completions plays the next script, the last one for ever; /v1/models and
/v1/embeddings (a text as its length and 1) answer always, unless `status` or `models` say otherwise.
"""

from __future__ import annotations

import json
import select
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast

Body = dict[str, Any]
ENDLESS = 1 << 62


@dataclass(frozen=True)
class Script:
    """One reply: events in order, each a dict (sent as JSON), bytes (sent as they are) or seconds to wait."""

    events: Sequence[Body | bytes | float] = ()
    status: int = 200
    body: str = ""
    """Of a reply that is no stream."""
    headers: Sequence[tuple[str, str]] = ()
    wait: float = 0.0
    """Seconds before the first byte."""
    repeat: int = 1
    """How often the events are sent."""
    done: bool = True
    """False: the connection breaks off after the last event."""


@dataclass
class Request:
    """What came, and whether the client hung up before the reply was over."""

    path: str
    body: Body
    key: str
    hung_up: threading.Event = field(default_factory=threading.Event)


def delta(text: str | None = None, finish: str | None = None, **more: Any) -> Body:
    """One event of a stream; `more` goes into its delta."""
    content = {} if text is None else {"content": text}
    choice = {"index": 0, "delta": {"role": "assistant", **content, **more}, "finish_reason": finish}
    return {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [choice]}


def usage(prompt: int, completion: int, **more: Any) -> Body:
    """The event that tells what was used."""
    figures = {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}
    return {**delta(), "choices": [], "usage": {**figures, **more}}


def reply(*pieces: str, finish: str | None = "stop", figures: Body | None = None) -> Script:
    """A reply in these pieces, its end, and what it used."""
    return Script([*map(delta, pieces), delta(finish=finish), *([figures] if figures else [])])


def failure(status: int, message: str = "no", *headers: tuple[str, str], **more: Any) -> Script:
    """An error object; the client is told to come back after a millisecond, so that no test waits."""
    body = json.dumps({"error": {"message": message, **more}})
    return Script(status=status, body=body, headers=(("retry-after-ms", "1"), *headers))


class ScriptedServer:
    """A running server; `requests` holds every POST in order.

    `came` is set once a request is there, `answered` once one has got a reply that is no stream; `most` is
    how many requests were under way at a time.
    """

    def __init__(self, scripts: Sequence[Script], models: Sequence[str] | None) -> None:
        self.scripts = list(scripts)
        self.models = models
        self.requests: list[Request] = []
        self.most = self._under_way = 0
        self._counting = threading.Lock()
        self.came, self.answered, self.closing = threading.Event(), threading.Event(), threading.Event()
        self._http = _Http(("127.0.0.1", 0), _Handler)
        self._http.server = self
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,))

    @property
    def address(self) -> str:
        """The base URL."""
        return f"http://127.0.0.1:{self._http.server_port}/v1"

    @property
    def asked(self) -> list[Body]:
        """The bodies of the requests."""
        return [request.body for request in self.requests]

    def take(self, request: Request) -> Script:
        """The next script."""
        self.requests.append(request)
        self.came.set()
        return self.scripts.pop(0) if len(self.scripts) > 1 else self.scripts[0]

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count a request as under way."""
        with self._counting:
            self._under_way += 1
            self.most = max(self.most, self._under_way)
        try:
            yield
        finally:
            with self._counting:
                self._under_way -= 1

    def start(self) -> None:
        """Serve."""
        self._thread.start()

    def stop(self) -> None:
        """End every reply and the server."""
        self.closing.set()
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()  # waits for the threads of the requests


@contextmanager
def serving(*scripts: Script, models: Sequence[str] | None = ("m",)) -> Iterator[ScriptedServer]:
    """A server for the time of the block; without `models` it does not tell them."""
    server = ScriptedServer(scripts, models)
    server.start()
    try:
        yield server
    finally:
        server.stop()


class _Http(ThreadingHTTPServer):
    daemon_threads = False  # so that closing waits for them
    server: ScriptedServer


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        models = self._server.models
        if self.path != "/v1/models" or models is None:
            self._send(404, json.dumps({"error": {"message": "not here"}}))
        else:
            listed = [{"id": name, "object": "model", "created": 0, "owned_by": "x"} for name in models]
            self._send(200, json.dumps({"object": "list", "data": listed}))

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        key = self.headers.get("Authorization", "").removeprefix("Bearer ")
        request = Request(self.path, asked, key)
        with self._server.counted():
            self._answer(request, self._server.take(request))

    def _answer(self, request: Request, script: Script) -> None:
        if script.wait and self._pause(script.wait, request):
            return
        if script.events:
            self._stream(script, request)
        elif script.status == 200 and self.path == "/v1/embeddings" and not script.body:
            self._send(200, _embeddings(request.body["input"]))
        else:
            self._send(script.status, script.body, script.headers)
            self._server.answered.set()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named by http.server
        """Say nothing."""

    @property
    def _server(self) -> ScriptedServer:
        return cast(_Http, self.server).server

    def _send(self, status: int, body: str, headers: Sequence[tuple[str, str]] = ()) -> None:
        content = body.encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **dict(headers)}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _stream(self, script: Script, request: Request) -> None:
        """Server-sent events, each in a chunk of its own."""
        self.send_response(script.status)
        for name, value in {"Content-Type": "text/event-stream", **dict(script.headers)}.items():
            self.send_header(name, value)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.close_connection = True
        try:
            if self._play(script, request) and script.done:
                self._chunk(b"data: [DONE]\n\n")
                self._chunk(b"")
        except OSError:
            request.hung_up.set()

    def _play(self, script: Script, request: Request) -> bool:
        """True when all was sent."""
        for _ in range(script.repeat):
            for event in script.events:
                if isinstance(event, int | float):
                    if self._pause(event, request):
                        return False
                else:
                    self._chunk(event if isinstance(event, bytes) else _event(event))
            if self._server.closing.is_set():
                return False
        return True

    def _chunk(self, content: bytes) -> None:
        self.wfile.write(f"{len(content):x}\r\n".encode() + content + b"\r\n")
        self.wfile.flush()

    def _pause(self, seconds: float, request: Request) -> bool:
        """Wait; True at once when the client hangs up or the server stops."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self._server.closing.is_set():
            if select.select([self.connection], [], [], 0.01)[0]:
                with suppress(OSError):
                    if self.connection.recv(1):
                        continue
                request.hung_up.set()
                self.close_connection = True
                return True
        return self._server.closing.is_set()


def _event(body: Body) -> bytes:
    return f"data: {json.dumps(body)}\n\n".encode()


def _embeddings(texts: Sequence[str]) -> str:
    rows = [{"object": "embedding", "index": i, "embedding": [len(text), 1]} for i, text in enumerate(texts)]
    figures = {"prompt_tokens": 1, "total_tokens": 1}
    # Last first: a client must sort by index.
    return json.dumps({"object": "list", "data": rows[::-1], "model": "m", "usage": figures})
