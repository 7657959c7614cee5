"""The contract of the port LanguageModel, on every implementation and on the fake."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

import pytest
from pydantic import SecretStr

from assistant.adapters.llama_llm import LlamaLanguageModel
from assistant.adapters.openai_model import OpenAIModel, Server
from assistant.core.cancelling import Token
from assistant.core.ports import LanguageModel
from assistant.core.replying import ReplyLimits
from assistant.domain import Message, ReplyEnd
from assistant.errors import BackendError
from tests.adapters import scripted_llm
from tests.fakes import ScriptedModel
from tests.scripted_server import Script, delta, reply, serving

Conversation = list[tuple[str, str]]
ASKED = (Message("system", "Cite."), Message("user", "Is it fast?"))
BROKEN = "BROKEN"
"""In place of a piece: what writes the reply fails here."""


@dataclass
class Stage:
    """A model that is about to say something, and what it was asked."""

    model: LanguageModel
    asked: Callable[[], Sequence[Conversation]]


Staging = Callable[[Sequence[str]], AbstractContextManager[Stage]]


@contextmanager
def scripted(pieces: Sequence[str]) -> Iterator[Stage]:
    error = BackendError("it fails", why="as told")
    model = ScriptedModel([error if piece == BROKEN else piece for piece in pieces])
    yield Stage(model, lambda: [[(m.role, m.text) for m in messages] for messages in model.asked])


@contextmanager
def over_http(pieces: Sequence[str]) -> Iterator[Stage]:
    broken = BROKEN in pieces
    said = [delta(piece) for piece in pieces if piece != BROKEN]
    script = Script(said or [b": hello\n\n"], done=False) if broken else reply(*pieces)
    with serving(script) as server:
        model = OpenAIModel(Server(server.address, "m", SecretStr("")))

        def asked() -> list[Conversation]:
            return [[(m["role"], m["content"]) for m in body["messages"]] for body in server.asked]

        yield Stage(model, asked)


@contextmanager
def by_llama_index(pieces: Sequence[str]) -> Iterator[Stage]:
    scripted_llm.asked.clear()
    said = [piece for piece in pieces if piece != BROKEN]
    arguments: dict[str, object] = {"pieces": said, "fails": "as told" if BROKEN in pieces else ""}
    path = "tests.adapters.scripted_llm.ScriptedLLM"
    model = LlamaLanguageModel(path, arguments, 8192, ReplyLimits(1000))
    yield Stage(model, lambda: scripted_llm.asked)


@pytest.fixture(params=[scripted, over_http, by_llama_index], ids=["fake", "openai", "llama_index"])
def staging(request: pytest.FixtureRequest) -> Staging:
    chosen: Staging = request.param
    return chosen


def test_the_pieces_come_in_order_then_one_end_and_nothing_more(staging: Staging) -> None:
    with staging(["It ", "is ", "fast [1]."]) as stage:
        assert list(stage.model.stream(ASKED, Token())) == ["It ", "is ", "fast [1].", ReplyEnd("stop")]


def test_the_messages_arrive_as_they_are(staging: Staging) -> None:
    with staging(["Yes."]) as stage:
        list(stage.model.stream(ASKED, Token()))
        assert list(stage.asked()) == [[("system", "Cite."), ("user", "Is it fast?")]]


def test_a_failure_before_the_first_piece_is_an_error(staging: Staging) -> None:
    with staging([BROKEN]) as stage, pytest.raises(BackendError) as caught:
        list(stage.model.stream(ASKED, Token()))
    assert caught.value.why


def test_a_failure_after_it_is_an_end_that_says_why(staging: Staging) -> None:
    with staging(["It ", BROKEN]) as stage:
        piece, end = stage.model.stream(ASKED, Token())
    assert piece == "It "
    assert isinstance(end, ReplyEnd)
    assert (end.reason, bool(end.why)) == ("cut", True)


def test_an_empty_reply_is_an_error(staging: Staging) -> None:
    with staging([""]) as stage, pytest.raises(BackendError, match="empty reply"):
        list(stage.model.stream(ASKED, Token()))


def test_a_wish_to_stop_ends_the_reply_after_the_piece_that_is_out(staging: Staging) -> None:
    token = Token()
    with staging(["It ", "is ", "fast."]) as stage:
        stream = stage.model.stream(ASKED, token)
        assert next(stream) == "It "
        token.cancel()
        assert [item for item in stream if isinstance(item, ReplyEnd)] == [ReplyEnd("cancelled")]


def test_a_wish_to_stop_that_came_before_leaves_nothing_but_the_end(staging: Staging) -> None:
    token = Token()
    token.cancel()
    with staging(["It ", "is ", "fast."]) as stage:
        assert list(stage.model.stream(ASKED, token)) == [ReplyEnd("cancelled")]


def test_the_context_and_a_key_for_the_stamp_are_known(staging: Staging) -> None:
    with staging(["Yes."]) as stage:
        assert stage.model.context == 8192
        assert stage.model.key
