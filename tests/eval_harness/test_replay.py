from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from assistant.core.cancelling import Token
from assistant.core.ports import Cancellation
from assistant.core.silence import CANNOT_TELL
from assistant.domain import Message, ReplyEnd, Usage
from assistant.errors import ConfigError, InputError
from assistant.settings import load
from eval.replay import (
    RECORDED,
    RecordedModel,
    Recorder,
    asked_in,
    read_recording,
    recording,
    request_hash,
    written_by_model,
)
from eval.run import Row
from eval.scripted import ScriptedModel
from tests.eval_harness.products import CASES

ASKED = (Message("system", "Answer."), Message("user", "How fast?"))


class Model:
    """A language model that says one thing in two pieces."""

    key = "talker"
    context = 4096

    def stream(self, messages: Sequence[Message], cancellation: Cancellation) -> Iterator[str | ReplyEnd]:
        """The pieces and the end."""
        yield "It is "
        yield "fast [1]."
        yield ReplyEnd("stop", Usage(7, 3))


def recorded(folder: Path) -> Path:
    recorder = Recorder(Model())
    list(recorder.stream(ASKED, Token()))
    file = folder / "replies.jsonl"
    file.write_text(recording(recorder, [Row(CASES[0], {})], scripted=False), encoding="utf-8")
    return file


def test_a_recorded_reply_is_given_again_whole_with_its_end(tmp_path: Path) -> None:
    model = RecordedModel(recorded(tmp_path))
    assert list(model.stream(ASKED, Token())) == ["It is fast [1].", ReplyEnd("stop", Usage(7, 3))]
    assert (model.key, model.context) == ("recorded: talker", 4096)


def test_recording_changes_nothing_of_what_is_said() -> None:
    assert list(Recorder(Model()).stream(ASKED, Token())) == list(Model().stream(ASKED, Token()))


@pytest.mark.parametrize(
    "changed",
    [
        (Message("system", "Answer!"), ASKED[1]),
        (ASKED[1], ASKED[0]),
        (*ASKED, Message("user", "And then?")),
        (Message("user", "Answer."), ASKED[1]),
    ],
    ids=["prompt", "order", "more", "role"],
)
def test_anything_else_that_is_sent_misses_and_says_how_to_record_anew(
    tmp_path: Path, changed: tuple[Message, ...]
) -> None:
    assert request_hash(changed) != request_hash(ASKED)
    with pytest.raises(ConfigError, match="no reply to this request") as caught:
        list(RecordedModel(recorded(tmp_path)).stream(changed, Token()))
    assert "eval record" in caught.value.remedy


def test_a_recording_tells_its_model_its_date_and_its_cases(tmp_path: Path) -> None:
    file = recorded(tmp_path)
    head, replies = read_recording(file)
    assert (head["model"], head["written_by"], head["cases"]) == ("talker", "a model", ["fact-1"])
    assert len(head["date"]) == 10
    assert asked_in(file) == {"fact-1"}
    assert list(replies) == [request_hash(ASKED)]


@pytest.mark.parametrize("text", ["", "[]", '{"schema": 2}', "{"])
def test_what_is_no_recording_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "r.jsonl").write_text(text)
    with pytest.raises(InputError, match="is no recording"):
        read_recording(tmp_path / "r.jsonl")


def test_a_failure_of_the_recorded_model_is_not_smoothed_over() -> None:
    model = written_by_model(load()).model
    assert (model.kind, model.on_failure) == ("openai", "error")


# ------------------------------------------------------------------ what ships


def test_the_shipped_recording_says_that_a_script_wrote_it() -> None:
    head, replies = read_recording(RECORDED)
    assert head["written_by"] == "a script, not a model"
    assert len(head["cases"]) >= 10
    assert len(replies) >= 10


def test_the_shipped_replies_hold_good_and_bad_ones() -> None:
    texts = [json.dumps(reply["reply"]) for reply in read_recording(RECORDED)[1].values()]
    assert any(CANNOT_TELL in text for text in texts)
    assert any("[99]" in text for text in texts)
    assert any("remarkable" in text for text in texts)


def test_the_script_answers_alike_and_refuses_without_evidence() -> None:
    prompt = "<evidence>\n[2] Fast Rows (2024)\nRows take 4 ms. They are small.\n</evidence>\nQuestion: {}?"
    replies = {
        str(next(iter(ScriptedModel().stream([Message("user", prompt.format(n))], Token()))))
        for n in range(40)
    }
    assert replies == {
        "Rows take 4 ms [2].",
        "Rows take 7 ms [2].",
        "Rows take 4 ms [99].",
        "Rows take 4 ms [2]. This is a remarkable result.",
        CANNOT_TELL,
    }
    assert next(iter(ScriptedModel().stream(ASKED, Token()))) == CANNOT_TELL
