from __future__ import annotations

import io
import json
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.cli.printing import print_json

values = st.dictionaries(st.text(), st.recursive(st.text(), lambda inner: st.lists(inner), max_leaves=5))


@pytest.fixture(params=["ascii", "latin-1", "utf-8", "utf-16"], scope="module")
def encoding(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def printed(value: dict[str, object], encoding: str) -> str:
    """What a terminal of this encoding receives."""
    stream = io.BytesIO()
    with (
        pytest.MonkeyPatch.context() as patch,
        io.TextIOWrapper(stream, encoding=encoding, errors="backslashreplace", newline="") as terminal,
    ):
        patch.setattr(sys, "stdout", terminal)
        print_json(value)
        return stream.getvalue().decode(encoding)


@given(values)
@settings(max_examples=40)
def test_json_stays_json_on_every_terminal(encoding: str, value: dict[str, object]) -> None:
    line = printed(value, encoding)
    assert line.count("\n") == 1
    assert json.loads(line) == value


def test_letters_are_printed_as_such_where_they_can_be() -> None:
    assert printed({"a": "é"}, "utf-8") == '{"a": "é"}\n'
    assert printed({"a": "é"}, "ascii") == '{"a": "\\u00e9"}\n'
