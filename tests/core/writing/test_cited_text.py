from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.adapters.sentences_nupunkt import NupunktSentences
from assistant.core.writing.cited_text import (
    Claim,
    claims_of,
    read_blocks,
    with_claims,
    without_unfinished,
    write_blocks,
)

SPLITTER = NupunktSentences()
TITLES = {1: "Sparse Layers: 40 % Less Memory in Long Texts", 2: "Dense Layers"}


def claims(text: str) -> list[tuple[str, tuple[int, ...]]]:
    return [(claim.text, claim.labels) for claim in claims_of(read_blocks(text, SPLITTER, TITLES))]


def rewritten(text: str) -> str:
    return write_blocks(read_blocks(text, SPLITTER, TITLES), set()).text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Layers are fast [1].", "Layers are fast. [1]"),
        ("Layers are fast. [1]", "Layers are fast. [1]"),
        ("Layers are fast [1], and small [2].", "Layers are fast, and small. [1] [2]"),
        (
            "Layers [1] are fast. Memory falls. [2] [3] Training stays.",
            "Layers are fast. [1] Memory falls. [2] [3] Training stays.",
        ),
        ("[1] Layers are fast. Memory falls [2].", "Layers are fast. [1] Memory falls. [2]"),
        ("Layers are fast ([1]).", "Layers are fast. [1]"),
        ("Layers are fast [1], [2].", "Layers are fast. [1] [2]"),
        ("Layers are fast [1] and [2].", "Layers are fast. [1] [2]"),
        ("Layers are fast.\n[1]", "Layers are fast. [1]"),
        ("Layers are fast.\n\n[1] [2]", "Layers are fast. [1] [2]"),
        ("Layers are **very fast** [1].", "Layers are very fast. [1]"),
        ("Yes. Layers are fast [1].", "Yes. Layers are fast. [1]"),
        ("Layers are\nfast [1].\nMemory falls [2].", "Layers are fast. [1] Memory falls. [2]"),
        ("As Smith et al. show, layers are fast [1].", "As Smith et al. show, layers are fast. [1]"),
        ("A* search and B* search take 2*3*4 steps [1].", "A* search and B* search take 2*3*4 steps. [1]"),
    ],
)
def test_markers_follow_the_sentences_they_stand_in(written: str, shown: str) -> None:
    assert rewritten(written) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("* One is fast [1].\n* Two is slow [2].", "- One is fast. [1]\n- Two is slow. [2]"),
        ("1. One is fast [1].\n2) Two is slow [2].", "1. One is fast. [1]\n2) Two is slow. [2]"),
        ("## Speed\nOne is fast [1].", "**Speed**\nOne is fast. [1]"),
        ("**Speed**\n\nOne is fast [1].", "**Speed**\n\nOne is fast. [1]"),
        ("- **Speed:** one is fast [1].", "- **Speed**: one is fast. [1]"),
        ("- **Dense Layers** – are slow [2].", "- **Dense Layers**: are slow. [2]"),
        ("- **Dense Layers [2]**: are slow.", "- **Dense Layers**: are slow. [2]"),
        ("- One is fast [1].\n\n- Two\n  is slow [2].", "- One is fast. [1]\n\n- Two is slow. [2]"),
        ("```\nOne is fast [1].\n```", "One is fast. [1]"),
        ("One is fast [1].\n\n---\n\nTwo is slow [2].", "One is fast. [1]\n\nTwo is slow. [2]"),
        ("One is fast [1].\n\nSources:\n[1] Sparse Layers\n[2] Dense Layers", "One is fast. [1]"),
        ("One is fast [1].\n\n**References**\n- [1] Sparse Layers", "One is fast. [1]"),
        ("One is fast [1].\n\nSources: [1], [2]", "One is fast. [1]"),
    ],
)
def test_the_form_of_the_text_stays(written: str, shown: str) -> None:
    assert rewritten(written) == shown


def test_the_title_of_a_paper_leads_even_with_a_figure_in_it() -> None:
    text = "- **Sparse Layers: 40 % Less Memory in Long Texts**: skips pairs [1]."
    assert claims(text) == [("skips pairs.", (1,))]


@pytest.mark.parametrize(
    "text", ["## Sparse layers are 10 times faster", "**Layers are 10 times faster**: see [1]."]
)
def test_a_claim_in_bold_or_in_a_heading_is_a_sentence(text: str) -> None:
    assert "10 times" in claims(text)[0][0]


@pytest.mark.parametrize("lead", ["Dense Layers", "FastNet", "Layers of 2019"])
def test_a_lead_that_names_something_else_is_judged_with_its_sentence(lead: str) -> None:
    assert claims(f"- **{lead}**: skips pairs [1].") == [(f"{lead}: skips pairs.", (1,))]


def test_the_rows_of_a_table_are_sentences_and_its_form_stays() -> None:
    text = "| Method | Memory |\n|---|---|\n| Sparse | 40 % [1] |\n| Dense | 91.5 GB [2] |"
    assert claims(text) == [("Sparse | 40 %", (1,)), ("Dense | 91.5 GB", (2,))]
    assert rewritten(text) == (
        "| Method | Memory |\n|---|---|\n| Sparse | 40 % [1] |\n| Dense | 91.5 GB [2] |"
    )


def test_without_a_sentence_there_is_no_empty_bullet_and_no_heading_of_nothing() -> None:
    blocks = read_blocks("- One [1].\n- Two [2].\n\n## Speed\n\nThree [3].", SPLITTER)
    assert write_blocks(with_claims(blocks, [[Claim("One.")], [], []]), set()).text == "- One."


def test_a_text_that_was_cut_loses_the_sentence_that_was_being_written() -> None:
    blocks = read_blocks("One is fast [1]. Two is slo", SPLITTER)
    assert [claim.text for claim in claims_of(without_unfinished(blocks))] == ["One is fast."]


@pytest.mark.parametrize("text", ["It reaches 3.", "One", "- One [1"])
def test_a_sentence_that_may_go_on_is_unfinished(text: str) -> None:
    assert claims_of(without_unfinished(read_blocks(text, SPLITTER))) == []


def test_a_finished_text_that_was_cut_stays() -> None:
    blocks = read_blocks("One is fast [1]. Two is slow.", SPLITTER)
    assert without_unfinished(blocks) == blocks


WORDS = ["Layers are fast", "Memory falls by 40 %", ". ", "Yes. ", "*", "(", ")", " [1]", " [2] [3]"]
FORMS = ["\n", "\n\n", "- ", "**Lead**: ", "| a | 1 |", "|---|---|", "## ", "```\n", "Sources:"]
TEXTS = st.lists(st.sampled_from(WORDS + FORMS), max_size=14).map("".join)


@given(TEXTS)
def test_sentences_stand_in_the_text_where_they_say(text: str) -> None:
    draft = write_blocks(read_blocks(text, SPLITTER, TITLES), set())
    for sentence in draft.sentences:
        assert draft.text[sentence.start : sentence.end] == sentence.text
        assert sentence.text == sentence.text.strip() != ""
        assert "[1]" not in sentence.text


@given(st.lists(st.sampled_from([word for word in WORDS if word not in "*()"]), max_size=14).map("".join))
def test_prose_once_written_reads_the_same_again(text: str) -> None:
    once = rewritten(text)
    assert rewritten(once) == once
