from __future__ import annotations

from collections.abc import Generator, Sequence

import pytest

from assistant.core.cancelling import Token
from assistant.core.replying import Chunk, Reply, ReplyLimits
from assistant.domain import ReplyEnd, Usage
from assistant.errors import BackendError

BROKEN = BackendError("the server broke off", why="a reset")


def played(
    items: Sequence[Chunk | BackendError], most: int = 1000, inside: bool = False
) -> list[str | ReplyEnd]:
    def chunks() -> Generator[Chunk, None, None]:
        for item in items:
            if isinstance(item, BackendError):
                raise item
            yield item

    return list(Reply("it", ReplyLimits(most, inside)).stream(chunks, Token()))


def test_pieces_come_one_by_one_and_then_one_end_with_what_was_used() -> None:
    chunks = [Chunk("An "), Chunk("answer."), Chunk(finish="stop"), Chunk(usage=Usage(7, 2))]
    assert played(chunks) == ["An ", "answer.", ReplyEnd("stop", Usage(7, 2))]


def test_a_reply_that_nobody_ends_is_cut() -> None:
    *_, end = played([Chunk("An answer")])
    assert isinstance(end, ReplyEnd)
    assert (end.reason, bool(end.why)) == ("cut", True)


def test_an_error_before_the_first_visible_text_is_raised() -> None:
    with pytest.raises(BackendError) as caught:
        played([Chunk("<think>Hm."), BROKEN])
    assert caught.value is BROKEN


def test_an_error_after_it_is_an_end_that_tells_it() -> None:
    *pieces, end = played([Chunk("An "), BROKEN])
    assert pieces == ["An "]
    assert end == ReplyEnd("cut", why="the server broke off: a reset")


def test_an_error_after_the_servers_own_end_loses_nothing() -> None:
    assert played([Chunk("An answer."), Chunk(finish="stop"), BROKEN])[-1] == ReplyEnd("stop")


@pytest.mark.parametrize("chunk", [Chunk("abcdef"), Chunk("abc", reasoning=3), Chunk("abc<think>hidden")])
def test_a_reply_is_cut_at_the_most_characters_reasoning_included(chunk: Chunk) -> None:
    pieces = played([chunk] * 1000, most=8)
    end = pieces[-1]
    assert isinstance(end, ReplyEnd)
    assert end.reason == "length"
    assert "8 characters" in end.why
    assert sum(len(piece) for piece in pieces if isinstance(piece, str)) <= 8


@pytest.mark.parametrize("chunks", [[], [Chunk(finish="stop")], [Chunk("<think>Hm"), Chunk(finish="stop")]])
def test_an_empty_reply_is_an_error_of_the_server(chunks: list[Chunk]) -> None:
    with pytest.raises(BackendError, match="empty reply"):
        played(chunks)


def test_a_reply_that_was_all_reasoning_says_what_to_raise() -> None:
    with pytest.raises(BackendError) as caught:
        played([Chunk(reasoning=500), Chunk(finish="length")])
    assert "model.max_tokens" in caught.value.remedy


def test_reasoning_without_an_opening_tag_stops_the_reply_and_names_the_setting() -> None:
    *pieces, end = played([Chunk("Hm. "), Chunk("</think>"), Chunk("An answer."), Chunk(finish="stop")])
    assert pieces == ["Hm. "]
    assert isinstance(end, ReplyEnd)
    assert end.reason == "cut"
    assert "model.unmarked_reasoning" in end.why


def test_with_that_setting_it_is_hidden() -> None:
    chunks = [Chunk("Hm. "), Chunk("</think>"), Chunk("An answer."), Chunk(finish="stop")]
    assert played(chunks, inside=True) == ["An answer.", ReplyEnd("stop")]
