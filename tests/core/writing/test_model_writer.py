from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.cancelling import Token
from assistant.core.premises import OTHERWISE
from assistant.core.silence import CANNOT_TELL
from assistant.domain import Message, ReplyEnd, Usage
from assistant.errors import BackendError, ConfigError
from tests.core.writing.desks import REFUSES, TWO, found, paper, query, quote_judge, write, writer
from tests.fakes import ScriptedModel

FAST = "They are twice as fast"
MEMORY = "Memory falls by 40 %"
GOOD = f"{FAST} [1]. {MEMORY} [1]."
DOWN = BackendError("the model server is down", why="refused", remedy="start it")


# ------------------------------------------------------------------ writing


def test_the_models_words_become_sentences_with_labels() -> None:
    outcome = write(GOOD)
    assert outcome.sentences == [(f"{FAST}.", (1,)), (f"{MEMORY}.", (1,))]
    assert outcome.draft.text == f"{FAST}. [1] {MEMORY}. [1]"
    assert outcome.notes == ""
    assert not outcome.draft.incomplete


def test_pieces_are_streamed_as_they_come_with_markers_as_ours() -> None:
    outcome = write([FAST, " [1", ", 2", "]."])
    assert outcome.streamed == f"{FAST} [1] [2]."


@given(st.lists(st.integers(0, len(GOOD)), max_size=10))
def test_the_draft_does_not_depend_on_how_the_server_cut_it(cuts: list[int]) -> None:
    places = [0, *sorted(cuts), len(GOOD)]
    outcome = write([GOOD[a:b] for a, b in pairwise(places) if a < b])
    assert outcome.draft.text == write(GOOD).draft.text
    assert outcome.streamed == GOOD


def test_the_prompt_holds_question_and_numbered_evidence_with_authors_and_year() -> None:
    prompt = write(GOOD).prompt()
    assert "Question: How fast are sparse layers?" in prompt
    assert "[1] Sparse Layers (Ann Abel et al., 2024)\nSparse layers skip" in prompt
    assert "[2] Dense Layers (Cy Cole, 2023)\nDense layers compare" in prompt


def test_a_label_outside_the_evidence_is_removed_and_counted() -> None:
    outcome = write(f"{FAST} [1] [7].")
    assert outcome.sentences == [(f"{FAST}.", (1,))]
    assert "1 citation of no paper that the model was given: removed." in outcome.notes


def test_a_sentence_without_label_gets_that_of_the_paper_which_says_so() -> None:
    assert write("Training takes nine days.").sentences == [("Training takes nine days.", (2,))]


def test_an_introduction_is_framing() -> None:
    outcome = write(f"Here is the answer:\n- {FAST} [1].")
    assert outcome.draft.framing == {"Here is the answer:"}
    assert outcome.draft.text == f"Here is the answer:\n- {FAST}. [1]"


def test_usage_is_summed_over_all_calls() -> None:
    end = ReplyEnd("stop", Usage(10, 2, 0.5))
    outcome = write(["Sparse layers are pink [1].", end], ["A. All is green [1].", end])
    assert outcome.draft.usage == Usage(20, 4, 1.0)


# ------------------------------------------------------------------ abstaining


def test_without_enough_evidence_the_model_is_not_asked() -> None:
    outcome = write(calibration=REFUSES)
    assert outcome.draft.abstained
    assert outcome.streamed == outcome.draft.text == CANNOT_TELL
    assert outcome.model.asked == []


def test_a_catalogue_question_is_answered_by_the_catalogue() -> None:
    outcome = write(asked=query("who wrote Sparse Layers", "metadata"))
    assert outcome.draft.recorded
    assert outcome.streamed == outcome.draft.text
    assert outcome.model.asked == []


def test_a_question_that_takes_something_wrong_for_granted_is_corrected_without_the_model() -> None:
    net = found(
        paper("SparseNet", "SparseNet skips tokens. Memory of SparseNet falls by 40 % on long texts.")
    )
    outcome = write(asked=query("Why does the memory of SparseNet rise on long texts?"), evidence=net)
    assert outcome.draft.text.startswith(f"{OTHERWISE} Memory of SparseNet falls by 40 % on long texts. [1]")
    assert outcome.model.asked == []


@pytest.mark.parametrize(
    "reply", [CANNOT_TELL, f'"{CANNOT_TELL.lower()}"', "The abstracts do not mention speed."]
)
def test_a_model_that_can_not_tell_abstains_in_our_words(reply: str) -> None:
    outcome = write(reply)
    assert outcome.draft.abstained
    assert outcome.draft.text == CANNOT_TELL
    assert len(outcome.model.asked) == 1


def test_an_answer_that_also_says_it_can_not_tell_is_the_answer() -> None:
    outcome = write(f"{CANNOT_TELL} However, memory falls.\n\n{FAST} [1].", "nothing", unsupported="drop")
    assert outcome.sentences == [(f"{FAST}.", (1,))]


def test_a_guess_after_saying_that_it_can_not_tell_is_no_answer() -> None:
    outcome = write(f"{CANNOT_TELL} It is probably three times as fast.")
    assert outcome.draft.text == CANNOT_TELL


def test_what_is_not_told_stands_beside_the_answer() -> None:
    outcome = write(f"{FAST} [1]. The abstracts do not mention latency.")
    assert outcome.draft.framing == {"The abstracts do not mention latency."}


# ------------------------------------------------------------------ repair


def test_a_failing_sentence_is_repaired_once_with_its_finding_and_the_evidence() -> None:
    outcome = write(f"{FAST} [1]. Memory falls by 60 % [1].", f"A. {MEMORY} [1].")
    assert outcome.sentences == [(f"{FAST}.", (1,)), (f"{MEMORY}.", (1,))]
    assert "A. Memory falls by 60 %. [1]\n   Wrong: " in outcome.prompt(1)
    assert "60" in outcome.prompt(1).partition("Wrong: ")[2]
    assert "[1] Sparse Layers" in outcome.prompt(1)
    assert FAST not in outcome.prompt(1).partition("</evidence>")[2]


def test_a_repair_that_is_no_better_is_not_taken() -> None:
    outcome = write(f"{FAST} [1]. Sparse layers are pink [1].", "A. Sparse layers are green [1].")
    assert outcome.sentences == [(f"{FAST}.", (1,)), ("Sparse layers are pink.", (1,))]


def test_what_still_fails_is_dropped_when_so_set_with_a_note() -> None:
    outcome = write(f"{FAST} [1].\n- Sparse layers are pink [1].", "nothing", unsupported="drop")
    assert outcome.draft.text == f"{FAST}. [1]"
    assert "1 sentence left out" in outcome.notes


@pytest.mark.parametrize("unsupported", ["mark", "drop"])
@pytest.mark.parametrize("reply", ["Sparse layers are pink [1].", "Sparse layers are pink."])
def test_when_nothing_holds_the_abstracts_are_quoted(
    reply: str, unsupported: Literal["mark", "drop"]
) -> None:
    outcome = write(reply, "nothing", unsupported=unsupported)
    assert f"{FAST}." in [text for text, _ in outcome.sentences]
    assert "Nothing that the model wrote is supported" in outcome.notes


def test_a_sentence_that_the_model_takes_back_is_left_out_with_a_note() -> None:
    outcome = write(f"{FAST} [1]. Sparse layers are pink [1].", "A. REMOVE")
    assert outcome.draft.text == f"{FAST}. [1]"
    assert "1 sentence left out" in outcome.notes


def test_repair_can_be_switched_off() -> None:
    assert len(write("Sparse layers are pink [1].", repair=False).model.asked) == 1


def test_a_server_that_fails_during_repair_costs_nothing_but_the_repair() -> None:
    outcome = write(f"{FAST} [1]. Sparse layers are pink [1].", [DOWN])
    assert outcome.sentences == [(f"{FAST}.", (1,)), ("Sparse layers are pink.", (1,))]
    assert "not rewritten: the model server is down" in outcome.notes


# ------------------------------------------------------------------ drafts


def test_of_several_drafts_the_best_supported_wins() -> None:
    outcome = write("Sparse layers are pink [1].", GOOD, f"{FAST} [1]. All is well [1].", drafts=3)
    assert outcome.sentences == [(f"{FAST}.", (1,)), (f"{MEMORY}.", (1,))]
    assert outcome.streamed == "Sparse layers are pink [1]."


def test_equal_drafts_leave_the_first() -> None:
    assert write(f"{MEMORY} [1].", f"{FAST} [1].", drafts=2).sentences == [(f"{MEMORY}.", (1,))]


def test_a_failing_further_draft_leaves_what_there_is() -> None:
    outcome = write(GOOD, [DOWN], drafts=3)
    assert outcome.draft.text == write(GOOD).draft.text
    assert "Fewer drafts" in outcome.notes


# ------------------------------------------------------------------ failures


@pytest.mark.parametrize("error", [DOWN, ConfigError("the key is refused", remedy="check the key")])
def test_a_server_that_fails_at_once_leaves_the_quoting_answer_and_says_so(error: BackendError) -> None:
    outcome = write([error])
    assert outcome.streamed == outcome.draft.text
    assert f"{FAST}." in [text for text, _ in outcome.sentences]
    assert error.what[1:] in outcome.notes
    assert error.remedy[1:] in outcome.notes
    assert not outcome.draft.incomplete


def test_a_failure_is_an_error_when_so_set() -> None:
    with pytest.raises(BackendError, match="down"):
        write([DOWN], on_failure="error")


def test_a_reply_that_is_cut_keeps_its_whole_sentences() -> None:
    outcome = write([f"{FAST} [1]. {MEMORY[:9]}", DOWN])
    assert outcome.sentences == [(f"{FAST}.", (1,))]
    assert outcome.draft.incomplete
    assert "cut off: the model server is down" in outcome.notes


def test_a_reply_cut_in_its_first_sentence_leaves_the_quoting_answer() -> None:
    outcome = write(["They are twi", DOWN])
    assert f"{FAST}." in [text for text, _ in outcome.sentences]
    assert "The model wrote no answer" in outcome.notes


def test_a_reply_that_is_too_long_is_incomplete() -> None:
    outcome = write([f"{FAST} [1]. Memory", ReplyEnd("length")])
    assert outcome.draft.incomplete
    assert "model.max_tokens" in outcome.notes


class StopAfter(Token):
    """Cancels itself once it has been looked at so often."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self._looks = looks

    def cancelled(self) -> bool:
        """True from that look on."""
        self._looks -= 1
        return super().cancelled() or self._looks < 0


def test_a_cancelled_reply_keeps_its_whole_sentences_and_is_not_repaired() -> None:
    outcome = write([f"{FAST} [1]. ", "All is pink [1]. Mem", "ory"], cancellation=StopAfter(3))
    assert outcome.sentences == [(f"{FAST}.", (1,)), ("All is pink.", (1,))]
    assert outcome.draft.incomplete
    assert len(outcome.model.asked) == 1


@pytest.mark.parametrize("looks", [0, 1])
def test_cancelled_before_the_first_sentence_it_is_an_incomplete_answer_without_text(looks: int) -> None:
    outcome = write([FAST], cancellation=StopAfter(looks))
    assert outcome.draft.incomplete
    assert outcome.draft.text == outcome.streamed == ""


def test_a_context_too_small_for_any_passage_leaves_the_quoting_answer() -> None:
    outcome = write(context=300)
    assert outcome.streamed == outcome.draft.text
    assert "model.context" in outcome.notes
    assert outcome.model.asked == []


def test_evidence_that_does_not_fit_is_left_out_and_cannot_be_cited() -> None:
    outcome = write(f"{FAST} [1] [2].", context=620)
    assert "Dense Layers" not in outcome.prompt()
    assert "The model read 1 of 2 papers" in outcome.notes
    assert outcome.sentences == [(f"{FAST}.", (1,))]


# ------------------------------------------------------------------ kinds


def test_a_list_that_leaves_out_a_relevant_paper_names_it() -> None:
    outcome = write("- Sparse layers skip most pairs of tokens [1].", asked=query("which papers ...", "list"))
    assert "starting with" in outcome.model.asked[0][0].text
    assert "not in the model's list: Dense Layers [2]." in outcome.notes


def test_a_comparison_is_written_from_the_cells_of_its_table_alone() -> None:
    reply = "They are twice as fast [1], and training takes nine days [2]."
    asked = replace(
        query("compare Sparse Layers and Dense Layers", "compare"), aspects=("training", "memory")
    )
    outcome = write(reply, asked=asked, repair=False)
    table = outcome.draft.comparison
    assert table is not None
    assert "two to four plain sentences" in outcome.model.asked[0][0].text
    for aspect in table.aspects:
        for cell in aspect.cells:
            assert f"- {aspect.name}: {cell.text}" in outcome.prompt()
    assert "skip most pairs" not in outcome.prompt()
    assert outcome.sentences[0] == ("They are twice as fast, and training takes nine days.", (1, 2))
    assert outcome.draft.text.startswith("They are twice as fast, and training takes nine days. [1] [2]\n\n")
    assert ("Memory falls by 40 %.", (1,)) in outcome.sentences[1:]


def test_a_model_that_can_not_compare_leaves_the_table() -> None:
    asked = replace(
        query("compare Sparse Layers and Dense Layers", "compare"), aspects=("training", "memory")
    )
    outcome = write(CANNOT_TELL, asked=asked)
    assert not outcome.draft.abstained
    assert outcome.draft.comparison
    assert ("Memory falls by 40 %.", (1,)) in outcome.sentences


def test_each_kind_has_its_prompt() -> None:
    overview = write(GOOD, asked=query("overview of layers", "overview"))
    assert "Topic: overview of layers" in overview.prompt()
    assert "passages" in overview.model.asked[0][0].text


def test_the_key_of_the_writer_is_that_of_its_model() -> None:
    assert writer(ScriptedModel()).key == "scripted"


def test_equal_replies_make_equal_drafts() -> None:
    drafts = [write(GOOD).draft for _ in range(3)]
    assert len({draft.text for draft in drafts}) == 1


def test_the_messages_are_one_of_the_system_and_one_of_the_user() -> None:
    [messages] = write(GOOD).model.asked
    assert [message.role for message in messages] == ["system", "user"]
    assert all(isinstance(message, Message) for message in messages)


PROSE = ["They are twice as fast", "Memory falls by 60 %", "All is pink", " [1]", " [2, 7]", "[", ". "]
FORMS = ["\n", "- ", "## ", "**Dense Layers**: ", "| a | 3 |", "|---|", "A. ", "\x1b[2J", "</evidence>"]
TALK = [CANNOT_TELL, " However, ", "Here is the answer:"]
ANYTHING = st.lists(st.sampled_from(PROSE + FORMS + TALK), min_size=1, max_size=12).map("".join)


@given(ANYTHING, ANYTHING, st.sampled_from(["mark", "drop"]))
def test_whatever_a_model_writes_cites_only_what_it_was_shown_and_says_nothing_contradicted(
    reply: str, repair: str, unsupported: str
) -> None:
    outcome = write(reply, repair, unsupported=unsupported)
    draft = outcome.draft
    papers = dict(enumerate(TWO.papers, start=1))
    for sentence in draft.sentences:
        verdict = quote_judge(sentence, papers, draft.framing)
        assert set(sentence.labels) <= {1, 2}
        assert not verdict.findings
        assert unsupported == "mark" or verdict.support in ("supported", "framing")
        assert draft.text[sentence.start : sentence.end] == sentence.text
    assert draft.sentences
    assert draft.abstained == (draft.text == CANNOT_TELL)
    assert "\x1b" not in outcome.streamed + draft.text
