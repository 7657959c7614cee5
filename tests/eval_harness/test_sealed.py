from __future__ import annotations

import socket

import pytest

from assistant.errors import BackendError
from eval.sealed import offline


def test_offline_refuses_connections_and_remembers_them() -> None:
    with offline() as attempts, pytest.raises(BackendError), socket.socket() as client:
        client.connect(("127.0.0.1", 9))
    assert attempts == ["socket.connect ('127.0.0.1', 9)"]


def test_offline_ends_with_its_block() -> None:
    with offline() as attempts:
        pass
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        with socket.create_connection(server.getsockname()):
            pass
    assert attempts == []
