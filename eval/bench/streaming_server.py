"""A text and seconds in, a model server that streams it in so long out; it speaks OpenAI's protocol."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass
class Stream:
    """The reply to every request, in pieces at even distances; `moments` are those of the first reply's."""

    pieces: Sequence[str]
    seconds: float
    moments: list[float] = field(default_factory=list)


@contextmanager
def streaming(stream: Stream) -> Iterator[str]:
    """The address of a server on this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            told: list[float] = []
            begun = time.perf_counter()
            for number, piece in enumerate(stream.pieces):
                due = begun + stream.seconds * number / len(stream.pieces)
                time.sleep(max(0.0, due - time.perf_counter()))
                self._send({"content": piece}, None)
                told.append(time.perf_counter())
            stream.moments = stream.moments or told
            self._send({}, "stop")
            self.wfile.write(b"data: [DONE]\n\n")

        def _send(self, delta: dict[str, str], finish: str | None) -> None:
            choice = {"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": finish}
            event = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m"}
            self.wfile.write(f"data: {json.dumps({**event, 'choices': [choice]})}\n\n".encode())
            self.wfile.flush()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named by http.server
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
