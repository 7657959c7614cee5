"""The sockets of one request in; any thread may cut them, which wakes whoever waits for a byte."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from contextlib import suppress
from threading import Lock
from typing import Any

import httpx
from openai import OpenAIError


class Hung(OpenAIError):
    """No further try is wanted."""


class Line:
    """Hook of an HTTP client that learns of every connection the client makes.

    Closing a socket does not wake a thread that reads it; shutting it down does, and tells the server.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._sockets: list[socket.socket] = []
        self._cut = False

    def watch(self, request: httpx.Request) -> None:
        """Follow a request that is about to be sent; raises Hung once the line is cut."""
        if self._cut:
            raise Hung("stopped")
        request.extensions["trace"] = self._trace

    def cut(self) -> None:
        """Shut down every connection, now and to come."""
        with self._lock:
            self._cut = True
            sockets, self._sockets = self._sockets, []
        for connection in sockets:
            _shut(connection)

    def _trace(self, event: str, info: Mapping[str, Any]) -> None:
        if not event.endswith(("connect_tcp.complete", "start_tls.complete")):
            return
        connection = info["return_value"].get_extra_info("socket")
        with self._lock:
            cut = self._cut
            self._sockets.append(connection)
        if cut:
            _shut(connection)


def _shut(connection: socket.socket) -> None:
    with suppress(OSError):  # closed already
        # Not the method of an SSL socket: it takes the encryption away from the thread that reads.
        socket.socket.shutdown(connection, socket.SHUT_RDWR)
