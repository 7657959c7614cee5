from __future__ import annotations

import pytest

from assistant.core.understanding.abbreviating import spelled_out, written_out


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("attn over long rows", "attention over long rows"),
        ("nr of params", "number of parameters"),
        ("duorows n sparrow speed", "duorows and sparrow speed"),
        ("speed w/o cache w/ rows", "speed without cache with rows"),
        ("speed b/w rows", "speed between rows"),
        ("word seg, dep parsing", "word segmentation, dependency parsing"),
        ("text2image rows pls", "text-to-image rows please"),
        ("txt2img and sense disambig", "text-to-image and sense disambiguation"),
        ("the langs, and the imgs", "the languages, and the images"),
    ],
)
def test_words_cut_short_are_written_out(typed: str, meant: str) -> None:
    assert written_out(typed, lambda word: False) == meant


@pytest.mark.parametrize(
    "text", ["top n rows", "number n of rows", "n grams of rows", "row-attn", "DIFF", "a w/h ratio", "differ"]
)
def test_a_number_n_and_parts_of_words_stay(text: str) -> None:
    assert written_out(text, lambda word: False) == text


def test_what_the_collection_itself_writes_stays() -> None:
    assert written_out("acc and attn", lambda word: word == "acc") == "acc and attention"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("MT of rows", "machine translation of rows"),
        ("mt or asr", "machine translation or automatic speech recognition"),
        ("GNNs", "graph neural networks"),
        ("NER named entity", "named entity recognition"),
        ("grammatical error correction gec", "grammatical error correction"),
        ("MT and speech translation", "machine translation and speech translation"),
    ],
)
def test_short_names_of_subjects_are_spelled_out_once(typed: str, meant: str) -> None:
    assert spelled_out(typed, lambda word: True) == meant


@pytest.mark.parametrize("text", ["Mt Everest", "row-MT", "rows/MT", "MTs5", "amt", "rows"])
def test_what_is_no_short_name_of_a_subject_stays(text: str) -> None:
    assert spelled_out(text, lambda word: True) == text


def test_a_short_name_stays_where_the_collection_never_speaks_of_what_it_is_short_for() -> None:
    assert spelled_out("MT and NER", lambda word: word != "translation") == "MT and named entity recognition"
