from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.adapters.readers.daily_papers import DailyPapersReader
from assistant.adapters.sentences_nupunkt import NupunktSentences
from assistant.core.ports import SentenceSplitter
from assistant.domain import Document, Record
from assistant.paths import sample_pages
from tests.core.worlds import StopSentences

SPLITTER = NupunktSentences()

PIECES = (
    "We propose|et al.|Fig. 3|e.g.,|i.e.|vs.|3.14|GPT-4.|(0.5%).|$x^2$.|it works.|It works.|\n|\u00a0|  "
    "|U.S.|...|?!|标题。|🙂|\u200d|A.|B|No. 5|x.We"
)
pieces = st.sampled_from(PIECES.split("|"))
texts = st.one_of(st.text(max_size=200), st.lists(pieces, max_size=20).map(" ".join))


def split(text: str) -> list[str]:
    return [text[span.start : span.end] for span in SPLITTER.split(text)]


def abstracts() -> list[str]:
    found = (
        record
        for page in sorted(sample_pages().glob("*.txt"))
        for record in DailyPapersReader().read(Document(page.name, page.read_text(encoding="utf-8")))
    )
    return [record.abstract for record in found if isinstance(record, Record)]


@pytest.mark.parametrize("splitter", [SPLITTER, StopSentences()], ids=["nupunkt", "fake"])
def test_two_sentences_are_two_spans(splitter: SentenceSplitter) -> None:
    text = " One thing holds. Another thing fails. "
    found = [text[span.start : span.end] for span in splitter.split(text)]
    assert found == ["One thing holds.", "Another thing fails."]


@given(texts)
@settings(max_examples=300)
def test_spans_are_in_order_and_hold_every_visible_character(text: str) -> None:
    spans = SPLITTER.split(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert "".join("".join(split(text)).split()) == "".join(text.split())


@given(texts)
def test_a_sentence_has_no_white_space_around_it(text: str) -> None:
    assert all(sentence == sentence.strip() != "" for sentence in split(text))


@given(texts)
def test_the_same_text_is_split_the_same_way(text: str) -> None:
    assert SPLITTER.split(text) == SPLITTER.split(text)


@pytest.mark.parametrize("text", ["", " ", "\n\t \u2003"])
def test_a_text_without_visible_characters_has_no_sentence(text: str) -> None:
    assert SPLITTER.split(text) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "The method of Vaswani et al. remains the strongest baseline.",
        "As shown in Fig. 3 and Eq. 2, the loss falls.",
        "Several tasks, e.g. parsing and tagging, improve by 2.5 points.",
        "Training takes 1.5 h vs. 12 h for the baseline.",
        "Accuracy rises from 81.25% to 91.5% on GPT-4.1 outputs.",
        "It is i.e. and e.g. free, approx. 3 times as fast.",
        "We use Llama-3.1-8B and Qwen2.5-7B with p = 0.05.",
        "The U.S. corpus holds 1,099 women.",
    ],
)
def test_a_stop_within_a_sentence_ends_nothing(sentence: str) -> None:
    assert split(sentence) == [sentence]
    follower = "However, it costs more memory."
    assert split(f"{sentence} {follower}") == [sentence, follower]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("This reaches the goal.", "We propose another way."),
        ("It runs on one card (16 GB).", "The code is public."),
        ("Does it work?", "It does."),
    ],
)
def test_a_missing_space_after_the_stop_does_not_join_sentences(first: str, second: str) -> None:
    assert split(f"{first}{second}") == [first, second]


def test_sentences_of_the_sample_are_of_sensible_length() -> None:
    sentences = [sentence for abstract in abstracts() for sentence in split(abstract)]
    words = [len(sentence.split()) for sentence in sentences]
    assert 15 < sum(words) / len(words) < 30
    assert sum(count < 3 for count in words) <= len(words) // 100
    assert sum(count > 70 for count in words) <= len(words) // 100


def test_no_sentence_of_the_sample_begins_in_the_middle_of_one() -> None:
    starts = [s for abstract in abstracts() for s in split(abstract) if s[0].islower()]
    names = {"vs", "et", "al", "and", "or", "of", "the", "with", "in"}
    assert [start for start in starts if start.split()[0] in names] == []


def test_the_version_names_the_trained_model() -> None:
    assert Path(SPLITTER.version).name
    assert SPLITTER.version.startswith("nupunkt-")
