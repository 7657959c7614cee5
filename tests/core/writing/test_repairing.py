from __future__ import annotations

import pytest

from assistant.core.cancelling import Token
from assistant.core.writing.briefing import Limits, shown
from assistant.core.writing.checking import Checker
from assistant.core.writing.cited_text import Block, Claim
from assistant.core.writing.repairing import Repairer, _repeats
from assistant.core.writing.replies import ModelCalls
from tests.core.worlds import StopSentences
from tests.core.writing.desks import PROMPTS, QUESTION, TWO, query, quote_judge
from tests.fakes import ScriptedModel

CHECKER = Checker(quote_judge, dict(enumerate(TWO.papers, start=1)), (1, 2), QUESTION)
PINK, GREEN = Claim("All is pink.", (1,)), Claim("All is green.", (2,))
FAST = Claim("They are twice as fast.", (1,))


def repaired(reply: str, *claims: Claim, context: int = 8192) -> tuple[list[Claim], ScriptedModel]:
    model = ScriptedModel(reply, context=context)
    checked = CHECKER.check(tuple(Block("\n", "", (claim,)) for claim in claims))
    repairer = Repairer(PROMPTS["repair"], StopSentences(), Limits(context, 256))
    new = repairer.repair(checked, CHECKER, shown(query(), TWO, None, 3), ModelCalls(model, Token()))
    assert len(new.verdicts) == len(new.claims)
    return new.claims, model


@pytest.mark.parametrize(
    "line",
    [
        "A. They are twice as fast [1].",
        "a preamble\n\n**A.** They are twice as fast [1].",
        "- A) They are twice as fast [1]",
        "A: They are twice as fast [1] [9].",
        "B. All is red [2].\nA. They are twice as fast. [1]\nA. Memory is pink [1].",
    ],
)
def test_corrected_lines_are_read_in_the_forms_that_models_write(line: str) -> None:
    claims, _ = repaired(line, PINK, GREEN)
    assert [claim.text.rstrip(".") for claim in claims] == ["They are twice as fast", "All is green"]
    assert claims[0].labels == (1,)


@pytest.mark.parametrize("line", ["no letter", "A. The abstracts don't tell.", "Z. x [1]."])
def test_without_a_better_sentence_the_old_one_stays(line: str) -> None:
    assert repaired(line, PINK)[0] == [PINK]


@pytest.mark.parametrize("line", ["A. REMOVE", "A. Remove.", "**A.** remove"])
def test_a_sentence_that_the_model_takes_back_goes(line: str) -> None:
    assert repaired(line, FAST, PINK)[0] == [FAST]


def test_a_correction_that_says_what_is_said_already_goes() -> None:
    reply = "A. They are twice as fast [1].\nB. Memory falls by 40 % [1].\nC. Memory falls by 40 % [1]."
    claims, _ = repaired(reply, FAST, PINK, GREEN, Claim("All is red.", (1,)))
    assert [claim.text for claim in claims] == [FAST.text, "Memory falls by 40 %."]


def test_a_sentence_with_one_figure_corrected_is_no_repetition_of_another() -> None:
    one, two = Claim("In the first of the two tests memory falls by 60 %.", (1,)), FAST
    assert repaired("A. Memory falls by 40 % [1].", one, two)[0][0].text == "Memory falls by 40 %."
    assert not _repeats(
        Claim("Accuracy rises by 3 % at size 7."), [Claim("Accuracy rises by 2 % at size 7.")]
    )


def test_a_correction_of_two_sentences_is_none() -> None:
    assert repaired("A. They are twice as fast [1]. All is red [1].", PINK)[0] == [PINK]


def test_only_failing_sentences_are_sent_in_one_call() -> None:
    _, model = repaired("none", FAST, PINK, GREEN)
    [[_, user]] = model.asked
    listed = user.text.partition("</evidence>")[2]
    assert "A. All is pink. [1]\n   Wrong: not in the cited text\nB. All is green. [2]" in listed
    assert FAST.text not in listed


def test_without_failing_sentences_the_model_is_not_asked() -> None:
    claims, model = repaired("unused", FAST)
    assert (claims, model.asked) == ([FAST], [])


def test_without_room_for_evidence_nothing_is_asked() -> None:
    assert repaired("unused", PINK, context=300)[1].asked == []
