from __future__ import annotations

import httpx
import pytest

from assistant.adapters.openai_model.line import Hung, Line
from tests.scripted_server import Script, serving


def test_a_line_that_is_cut_lets_no_further_request_out() -> None:
    line = Line()
    with serving(Script()) as server, httpx.Client(event_hooks={"request": [line.watch]}) as client:
        assert client.get(f"{server.address}/models").status_code == 200
        line.cut()
        with pytest.raises(Hung):
            client.get(f"{server.address}/models")


def test_cutting_twice_or_without_a_connection_is_no_error() -> None:
    line = Line()
    line.cut()
    line.cut()
