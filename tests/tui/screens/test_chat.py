from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain import Filters, Judged, Query, Understood, Wrote
from assistant.errors import BackendError, ModelError
from assistant.tui.widgets.prompt import Prompt
from assistant.tui.widgets.transcript import LIVE, Transcript
from assistant.tui.widgets.welcome import Example
from tests.tui.scripted import (
    DENSE,
    EMPTY,
    FAST,
    MIXED,
    SPARSE,
    Gate,
    Script,
    ScriptedEngine,
    answer,
    ask,
    judged,
    opened,
    played,
    retrieved,
    shown,
    shows,
    steps,
    understood,
    until,
)

ERROR = BackendError("the model server is silent", why="connection refused", remedy="start it")


@played
async def test_typing_goes_to_the_prompt_from_the_start() -> None:
    async with opened() as pilot:
        await pilot.press("h", "i")
        assert pilot.app.screen.query_one(Prompt).text == "hi"


@played
async def test_the_welcome_tells_the_number_of_papers_and_gives_examples() -> None:
    async with opened() as pilot:
        await shows(pilot, "question of 4 papers", "1  What does SparseNet propose?")


@played
async def test_an_example_is_put_into_the_prompt_by_its_number_or_a_click() -> None:
    async with opened() as pilot:
        await pilot.press("escape", "1")
        assert pilot.app.screen.query_one(Prompt).text == "What does SparseNet propose?"
        await pilot.click(list(pilot.app.screen.query(Example))[1])
        assert pilot.app.screen.query_one(Prompt).text == "How do DenseNet and CacheNet differ?"


@played
async def test_an_empty_collection_says_how_to_fill_it() -> None:
    async with opened(papers=()) as pilot:
        await shows(pilot, "The collection is empty.", EMPTY)


@played
async def test_a_question_asked_while_the_models_load_is_answered_when_they_are_ready() -> None:
    gate = Gate()

    def start() -> ScriptedEngine:
        gate.wait()
        return ScriptedEngine(steps(FAST))

    async with opened(start, ready=False) as pilot:
        await ask(pilot, "How fast?")
        await shows(pilot, "❯ How fast?", "waiting for the models to load")
        gate.open()
        await shows(pilot, "They are twice as fast. [1] ✓", "4 papers · ready")


@played
async def test_each_stage_is_shown_and_the_evidence_comes_before_the_text() -> None:
    found, writing, written, judging = Gate(), Gate(), Gate(), Gate()
    script: Script = [
        understood("How fast?"),
        found,
        retrieved(SPARSE, DENSE),
        writing,
        Wrote("They are"),
        written,
        Wrote(" twice as fast."),
        judging,
        Judged(FAST),
    ]
    async with opened(ScriptedEngine(script)) as pilot:
        await ask(pilot, "How fast?")
        await shows(pilot, "searching…", "Esc stops")
        found.open()
        await shows(pilot, "reading…", "Found 2 passages of 2 papers", "[2] DenseNet", "Sparse layers skip")
        writing.open()
        await shows(pilot, "writing…")
        written.open()
        judging.open()
        await shows(pilot, "They are twice as fast. [1] ✓", "✓ 1 of 1 sentence supported", "Cites 1 of 3")
        assert "writing…" not in shown(pilot)


@played
async def test_every_sentence_gets_the_mark_of_its_verdict() -> None:
    async with judged() as pilot:
        await shows(pilot, "fast. [1] ✓", "cheap. [1] ~", "better. [2] ✗", "uses them. ?")
        await shows(pilot, "✗ 1 of 4 sentences supported", "▲ 2 unsupported sentences")


@played
async def test_an_abstention_names_the_nearest_papers() -> None:
    none = answer("Why?", ("The abstracts don't tell.", (), "framing"), abstained=True)
    async with opened(ScriptedEngine(steps(none))) as pilot:
        await ask(pilot, "Why?")
        await shows(
            pilot, "The abstracts don't tell.", "Nearest papers", f"· {DENSE.title}", "no answer in 3"
        )
        await shows(pilot, "No abstract answers this", "Retrieved, not cited (3)")


@played
async def test_an_error_is_a_card_with_what_why_and_remedy_and_the_chat_goes_on() -> None:
    async with opened(ScriptedEngine([*steps(FAST)[:3], ERROR], steps(FAST))) as pilot:
        await ask(pilot, "How fast?")
        await shows(pilot, "✗ the model server is silent", "why  connection refused", "do   start it")
        await shows(pilot, "failed after")
        await ask(pilot, "again?")
        await shows(pilot, "They are twice as fast. [1] ✓")


@played
async def test_a_fault_of_the_program_is_a_card_too() -> None:
    async with opened(ScriptedEngine([KeyError("labels")])) as pilot:
        await ask(pilot, "How fast?")
        await shows(pilot, "fault in the program", "KeyError: 'labels'")


@played
async def test_an_engine_that_does_not_load_is_explained_and_tried_again() -> None:
    failures = [ModelError("model.onnx is missing", remedy="install it again")]

    def start() -> ScriptedEngine:
        if failures:
            raise failures.pop()
        return ScriptedEngine(steps(FAST))

    async with opened(start, ready=False) as pilot:
        await shows(pilot, "✗ model.onnx is missing", "do   install it again", "not ready")
        await ask(pilot, "How fast?")
        await shows(pilot, "They are twice as fast. [1] ✓", "ready")


@played
async def test_an_answer_that_was_cut_off_says_so() -> None:
    cut = replace(FAST, incomplete=True, notes=("The answer is cut off: the server stopped.",))
    async with opened(ScriptedEngine(steps(cut))) as pilot:
        await ask(pilot, "How fast?")
        await shows(pilot, "The answer is cut off: the server stopped.", "incomplete · ✓ 1 of 1 sentence")


@pytest.mark.parametrize("size", [(120, 40), (60, 16)], ids=str)
@played
async def test_f_asks_again_with_words_that_filter_nothing(size: tuple[int, int]) -> None:
    query = Query("Since 2024?", "Since 2024?", "fact", "", Filters(year_from=2024), notes=("One note.",))
    filtered = replace(FAST, question="Since 2024?", filters=query.filters, notes=query.notes)
    engine = ScriptedEngine([Understood(query), *steps(filtered)[1:]], steps(FAST))
    async with opened(engine, size=size) as pilot:
        await ask(pilot, "Since 2024?")
        await shows(pilot, "filtered: papers from 2024 or later · Esc, then f", "One note.", "✓ 1 of 1")
        assert shown(pilot).count("One note.") == 1
        await pilot.press("escape")
        await shows(pilot, "f No filter")
        await pilot.press("f")
        await shows(pilot, "asked again: its words filter nothing", "✓ 1 of 1")
        await until(pilot, lambda: "No filter" not in shown(pilot))
    assert [(q.text, q.words_filter, len(q.history)) for q in engine.asked] == [
        ("Since 2024?", True, 0),
        ("Since 2024?", False, 0),
    ]


@played
async def test_a_chat_started_without_filters_reads_none() -> None:
    engine = ScriptedEngine(steps(FAST))
    async with opened(engine, words_filter=False) as pilot:
        await ask(pilot, "Since 2024?")
        await shows(pilot, "✓ 1 of 1")
    assert [question.words_filter for question in engine.asked] == [False]


@played
async def test_a_follow_up_shows_how_it_was_understood() -> None:
    script = [Understood(Query("Is it?", "Is SparseNet fast?", "fact", "")), *steps(FAST)[1:]]
    async with opened(ScriptedEngine(script)) as pilot:
        await ask(pilot, "Is it?")
        await shows(pilot, "understood as: Is SparseNet fast?", "✓ 1 of 1")


@played
async def test_questions_asked_while_one_is_answered_wait_in_a_queue() -> None:
    gate = Gate()
    engine = ScriptedEngine([gate, *steps(FAST)], steps(MIXED))
    async with opened(engine) as pilot:
        await ask(pilot, "one?")
        await ask(pilot, "two?")
        await shows(pilot, "❯ two?", "queued · starts when")
        gate.open()
        await shows(pilot, "1 of 1 sentence supported", "1 of 4 sentences supported")
        assert [question.text for question in engine.asked] == ["one?", "two?"]
        assert [turn.question for turn in engine.asked[1].history] == ["How fast?"]


@played
async def test_stopping_one_question_starts_the_next_in_the_queue() -> None:
    gate = Gate()
    engine = ScriptedEngine([understood("one?"), gate], steps(FAST))
    async with opened(engine) as pilot:
        await ask(pilot, "one?")
        await shows(pilot, "searching…")
        await ask(pilot, "two?")
        await pilot.press("escape")
        await shows(pilot, "stopped after", "r asks again", "understanding…")
        gate.open()
        await shows(pilot, "They are twice as fast. [1] ✓", "Cites 1 of 3")


@played
async def test_u_walks_the_unsupported_sentences_and_tells_why() -> None:
    async with judged() as pilot:
        await shows(pilot, "▲ 2 unsupported")
        await pilot.press("escape", "u")
        await shows(pilot, "▶ They are 7 times", "1 of 2 unsupported: number 7 not in cited text")
        await pilot.press("u")
        await shows(pilot, "▶ Everybody uses", "2 of 2 unsupported")
        await pilot.press("u")
        await shows(pilot, "▶ They are 7 times")


@played
async def test_u_is_no_key_when_every_sentence_is_supported() -> None:
    async with opened() as pilot:
        await ask(pilot, "How fast?")
        await shows(pilot, "✓ 1 of 1")
        await pilot.press("escape")
        await pilot.pause()
        assert "Unsupported" not in shown(pilot)


@played
async def test_letters_that_are_no_keys_go_from_reading_back_to_the_prompt() -> None:
    async with opened() as pilot:
        await ask(pilot, "How fast?")
        await shows(pilot, "✓ 1 of 1")
        await pilot.press("escape", "W", "h", "j")
        await pilot.pause()
        assert pilot.app.screen.query_one(Prompt).text == "Whj"


@played
async def test_long_conversations_keep_few_widgets_and_all_their_words() -> None:
    async with opened(ScriptedEngine(steps(MIXED), steps(FAST))) as pilot:
        for number in range(LIVE + 2):
            await ask(pilot, f"question {number}")
            await until(pilot, lambda: "writing" not in shown(pilot))
        await shows(pilot, f"❯ question {LIVE + 1}", "1 of 1 sentence supported")
        assert len(pilot.app.screen.query("Markdown")) == LIVE
        await pilot.press("escape", "home", "u")
        await shows(pilot, "❯ question 0", "▶ They are 7 times better. [2] ✗", "1 of 2 unsupported")


@played
async def test_a_new_question_is_shown_even_when_the_conversation_was_scrolled_away() -> None:
    async with opened(ScriptedEngine(steps(MIXED)), size=(60, 16)) as pilot:
        transcript = pilot.app.screen.query_one(Transcript)
        await ask(pilot, "one?")
        await ask(pilot, "two?")
        await until(pilot, lambda: transcript.max_scroll_y > 8 and transcript.is_vertical_scroll_end)
        await pilot.press("escape", "home")
        await shows(pilot, "❯ one?")
        await ask(pilot, "three?")
        await until(pilot, lambda: transcript.max_scroll_y > 20 and transcript.is_vertical_scroll_end)
