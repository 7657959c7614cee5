from __future__ import annotations

from pathlib import Path

import pytest

from assistant.core.understanding.knowledge import Knowledge, KnowledgeOf
from assistant.domain import Document, Paper, Question
from eval.product import read_papers
from tests.core.worlds import LINES, world

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"


def test_the_catalogue_is_kept_without_abstracts() -> None:
    (paper,) = Knowledge([Paper("p", "Rows", "Rows are read.", published="2024")]).papers
    assert (paper.abstract, paper.published) == ("", "2024")


def test_knowledge_is_made_once_for_each_state_of_the_collection(tmp_path: Path) -> None:
    here, known_of = world(tmp_path), KnowledgeOf()
    list(here.collection.ingest([Document("a.txt", LINES)]))
    first = known_of(here.library.open())
    assert known_of(here.library.open()) is first
    list(here.collection.ingest([Document("b.txt", "RowCache | Rows are cached.")]))
    later = known_of(here.library.open())
    assert later is not first
    assert later.understand(Question("what is RowCache about?")).named_papers


@pytest.mark.skipif(not SEEDS.is_dir(), reason="needs the saved pages in ../shared, which are not shipped")
@pytest.mark.parametrize(
    "question",
    [
        "attention is what matters in memory",
        "which papers use linear attention?",
        "how do transformers learn in context?",
        "KV cache compression for LLMs on a GPU",
        "are attention sinks harmful?",
        "see what matters in long contexts",
        "hybrid attention with sliding windows",
        "is a hat or a rat or an oat in it?",
    ],
)
def test_everyday_words_of_the_field_name_none_of_the_saved_papers(question: str) -> None:
    assert _saved().understand(Question(question)).named_papers == ()


@pytest.mark.skipif(not SEEDS.is_dir(), reason="needs the saved pages in ../shared, which are not shipped")
@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("RazorAtention cache", "RazorAttention"),
        ("how fast is flash attention 4?", "FlashAttention-4"),
        ("what does duo attention do", "DuoAttention"),
        ("what do Titans memorise?", "Titans"),
        ("infllm v2", "InfLLM-V2"),
        ("what is a sink in See What You Are Told?", "See What You Are Told"),
    ],
)
def test_saved_papers_are_found_by_names_written_in_other_ways(question: str, title: str) -> None:
    known = _saved()
    (named,) = known.understand(Question(question)).named_papers
    assert next(paper.title for paper in known.papers if paper.id == named).startswith(title)


_CACHE: list[Knowledge] = []


def _saved() -> Knowledge:
    """Knowledge of the saved pages, made once."""
    if not _CACHE:
        _CACHE.append(Knowledge(read_papers(sorted(SEEDS.iterdir()))))
    return _CACHE[0]
