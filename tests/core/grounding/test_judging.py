from __future__ import annotations

import pytest

from assistant.core.grounding.judging import NOT_THERE, UNCHECKED, Opinion, judge
from assistant.domain import Sentence, SentenceVerdict
from tests.core.grounding.pages import paper

PAPER = paper(
    "Layers are 2.5x faster – on 8 cores. It is open whether the layers keep accuracy on long texts."
)
OTHER = paper("Pruning drops old keys of the cache. Recall of retrieval stays high.", "Cache Pruning", "q")
PAPERS = {1: PAPER, 2: OTHER}


def verdict(text: str, *labels: int) -> SentenceVerdict:
    return judge(Sentence(text, labels, 0, len(text)), PAPERS)


def test_a_quotation_is_supported_and_points_at_its_sentence() -> None:
    found = verdict("Layers are 2.5x faster - on 8 cores.", 1)
    assert (found.support, found.score) == ("supported", 1.0)
    assert [span.address for span in found.spans] == ["p#s1"]


def test_a_part_quoted_against_its_sentence_is_supported_in_part_only() -> None:
    found = verdict("the layers keep accuracy on long texts.", 1)
    assert (found.support, found.reasons) == (
        "partly",
        ("quotes a part of a sentence that also says 'whether'",),
    )


def test_a_changed_number_is_named_with_what_the_abstract_says() -> None:
    found = verdict("Layers are 3.5x faster on 8 cores.", 1)
    assert found.support == "unsupported"
    assert found.reasons == ("3.5x is not in the cited abstract; it says 2.5x",)
    (finding,) = found.findings
    assert (finding.kind, finding.claim.start, finding.claim.end) == ("number", 11, 15)
    assert finding.evidence
    assert finding.evidence.address == "p#s1"


def test_words_that_stand_there_are_never_more_than_partly() -> None:
    found = verdict("On 8 cores the layers are faster by 2.5x.", 1)
    assert (found.support, found.reasons) == ("partly", (UNCHECKED,))
    assert found.score <= 0.5
    assert [span.address for span in found.spans] == ["p#s1"]


def test_what_has_other_words_is_not_supported() -> None:
    assert verdict("Nothing of the kind was ever written.", 1).reasons == (NOT_THERE,)


def test_another_retrieved_paper_that_fits_better_lowers_the_verdict() -> None:
    found = verdict("Old keys of the cache are dropped by pruning.", 1)
    assert found.support == "unsupported"
    assert "[2] fits this sentence better than what it cites" in found.reasons
    assert verdict("Old keys of the cache are dropped by pruning.", 2).support == "partly"


def test_a_sentence_without_label_is_uncited() -> None:
    assert verdict("Layers are 2.5x faster.").support == "uncited"


def test_an_unknown_label_is_unsupported() -> None:
    found = verdict("Layers are 2.5x faster – on 8 cores.", 9)
    assert (found.support, found.reasons) == ("unsupported", ("[9] is not among the sources",))


def test_framing_is_not_scored() -> None:
    assert judge(Sentence("2 papers:", (), 0, 9), {}, {"2 papers:"}).support == "framing"


def test_what_the_catalogue_records_is_supported_by_it() -> None:
    text = "Layers was written in 2024."
    found = judge(Sentence(text, (1,), 0, len(text)), PAPERS, recorded={text})
    assert found.support == "supported"


# ------------------------------------------------------------------ with a model of entailment


def asked(text: str, opinion: Opinion) -> SentenceVerdict:
    return judge(Sentence(text, (1,), 0, len(text)), PAPERS, entail=lambda read, found: opinion)


def test_a_model_may_find_a_paraphrase_supported() -> None:
    found = asked(
        "The layers speed things up on 8 cores.", Opinion("supported", 0.9, reasons=("it follows",))
    )
    assert (found.support, found.score, found.reasons) == ("supported", 0.9, ("it follows",))


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("Layers are 3.5x faster on 8 cores.", "unsupported"),
        ("Layers are always faster on 8 cores.", "partly"),
    ],
)
def test_a_model_never_raises_what_words_have_ruled_out(text: str, most: str) -> None:
    assert asked(text, Opinion("supported", 1.0)).support == most


def test_a_model_is_not_asked_about_a_quotation() -> None:
    text = "Layers are 2.5x faster – on 8 cores."
    assert asked(text, Opinion("unsupported", 0.0)).support == "supported"
