from __future__ import annotations

import pytest

from assistant.core.understanding.kinds import asks_for_the_gist, kind_of, topic_of


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How do A and B differ in cost?", "compare"),
        ("a vs b on long inputs", "compare"),
        ("Which papers use linear attention?", "list"),
        ("what other papers cut memory", "list"),
        ("List all works on pruning.", "list"),
        ("Give me an overview of pruning", "overview"),
        ("Do you have any papers on pruning?", "list"),
        ("Is there a paper about pruning?", "list"),
        ("Does any paper discuss pruning?", "list"),
        ("what is known about pruning", "overview"),
        ("summary of the work on pruning", "overview"),
        ("What is there on pruning?", "list"),
        ("what was published about pruning?", "list"),
        ("anything on pruning?", "list"),
        ("everything on pruning", "list"),
        ("need everything we have on pruning", "list"),
        ("DuoRows vs Sparrow, all of them", "compare"),
        ("published about pruning", "list"),
        ("which methods need no training", "list"),
        ("Which methods does it beat?", "fact"),
        ("which techniques were tried in the study of rows", "fact"),
        ("medical imaging papers", "list"),
        ("any surveys on pruning?", "list"),
        ("new benchmarks and data sets", "list"),
        ("list all benchmarks introduced", "list"),
        ("give me three papers on pruning", "list"),
        ("Are there methods for pruning heads?", "list"),
        ("benchmarks on which pruning is tested", "fact"),
        ("compare the pruning papers", "compare"),
        ("how large are the gains of both papers", "fact"),
        ("What does it cost?", "fact"),
        ("List work on fact checking", "list"),
        ("find studies that probe attention heads", "list"),
        ("work where the learner chooses its examples", "list"),
        ("Studies whose main result is a comparison of parsers", "list"),
        ("anything involving spoken language?", "list"),
        ("neural parsing, what is there?", "list"),
        ("neural parsing, what have we got", "list"),
        ("who uses parsing trees", "list"),
        ("which of the long row / wide row papers", "list"),
        ("surveys, reviews and introductory overviews", "list"),
        ("legal and clinical text papers", "list"),
        ("Find applications in medicine", "list"),
        ("Find the learning rate", "fact"),
        ("Find out how it works", "fact"),
        ("terms that best summarise a document", "fact"),
        ("Could you please summarise linear attention", "overview"),
        ("What is contrastive learning?", "fact"),
        ("Sparrow and DuoRows: two ways to prune. Contrast them.", "compare"),
        ("How does Sparrow contrast with DuoRows?", "compare"),
        ("Which loss is used by papers of this kind?", "fact"),
    ],
)
def test_the_kind_follows_from_the_words(question: str, kind: str) -> None:
    assert kind_of(question) == kind


def test_two_named_papers_in_a_heap_of_words_are_compared() -> None:
    assert kind_of("duorows sparrow speed", named=2) == "compare"
    assert kind_of("why does duorows beat sparrow", named=2) == "fact"
    assert kind_of("sparrow speed", named=1) == "fact"


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Which papers deal with medical images?", "medical images"),
        ("Please give me an overview of linear attention.", "linear attention"),
        ("what is known about attention sinks", "attention sinks"),
        ("Find all papers on diffusion models", "diffusion models"),
        ("What is there on pruning?", "pruning"),
        ("papers that study or use retrieval heads", "retrieval heads"),
        ("medical imaging papers", "medical imaging"),
        ("VQA papers", "VQA"),
        ("Which papers evaluate on a kind of chest scan?", "chest scan"),
        ("Which methods are free of training?", "free of training"),
        ("everything on pruning", "pruning"),
        ("need everything we have on pruning", "pruning"),
        ("Find work dealing with mixed languages", "mixed languages"),
        ("neural parsing, what is there?", "neural parsing"),
        ("neural parsing, what have we got", "neural parsing"),
        ("What work is there on pruning?", "pruning"),
        ("Which papers give models a memory?", "give models a memory"),
        ("Summarise what the papers say about position encodings", "position encodings"),
    ],
)
def test_a_list_is_searched_by_its_topic(question: str, topic: str) -> None:
    assert topic_of(question, kind_of(question)) == topic


def test_the_gist_is_asked_for_when_nothing_but_the_name_says_what_is_asked() -> None:
    assert asks_for_the_gist("what is the main idea of ?")
    assert not asks_for_the_gist("how fast is ?")


def test_what_was_compared_elsewhere_is_a_fact() -> None:
    assert kind_of("With which limit is the rotary base compared?") == "fact"
    assert kind_of("How fast is Quick compared with Slow?") == "compare"
