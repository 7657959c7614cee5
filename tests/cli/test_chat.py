from __future__ import annotations

from pathlib import Path

from tests.cli.running import FACT, Assistant

FILTERED = "Which papers from 2025 deal with attention?"


def beside(text: str) -> list[str]:
    """What stands on stderr, without the labels of question and answer, and the milliseconds."""
    lines = text.removesuffix("\nYou: ").removeprefix("\nYou: Answer:\n").strip().splitlines()
    return [line.rpartition(" · ")[0] if line.endswith(" ms") else line for line in lines]


def test_a_plain_chat_answers_and_tells_what_ask_does(assistant: Assistant, own: Path) -> None:
    for question in (FACT, FILTERED):
        asked = assistant("ask", question, "--data-dir", own)
        chatted = assistant("chat", "--plain", "--data-dir", own, stdin=f"{question}\n".encode())
        assert chatted.out == asked.out
        assert chatted.err.startswith("\nYou: Answer:\n")
        assert beside(chatted.err) == beside(asked.err)


def test_a_plain_chat_tells_its_filters_and_can_do_without(assistant: Assistant, own: Path) -> None:
    question = f"{FILTERED}\n".encode()
    filtered = assistant("chat", "--plain", "--data-dir", own, stdin=question)
    unfiltered = assistant("chat", "--plain", "--no-filters", "--data-dir", own, stdin=question)
    assert "filtered: papers from 2025 (--no-filters reads" in filtered.err
    assert "filtered" not in unfiltered.err


def test_a_plain_chat_goes_on_with_the_conversation_used_last(assistant: Assistant, own: Path) -> None:
    assistant("chat", "--plain", "--data-dir", own, stdin=f"{FACT}\n".encode())
    again = assistant("chat", "--plain", "--continue", "--data-dir", own, stdin=b"And how fast is it?\n")
    assert "FPSAttention" in again.out + again.err
    sessions = assistant("sessions", "--json", "--data-dir", own).json["sessions"]
    assert [session["turns"] for session in sessions] == [2]


def test_a_plain_chat_without_a_conversation_to_go_on_with_is_refused(
    assistant: Assistant, own: Path
) -> None:
    assert assistant("chat", "--plain", "--continue", "--data-dir", own, stdin=b"Why?\n").code == 2
