from __future__ import annotations

import json

from assistant.core.exporting import bibtex, markdown, marked_text
from assistant.domain import Paper, SavedTurn, Session

SOURCE = {
    "label": 1,
    "paper_id": "p",
    "title": "A *bold* [title]",
    "authors": ["A. One"],
    "year": 2024,
    "published": "2024-05",
    "url": "https://example.org/p",
}
ANSWER = {
    "standalone": "Is SparRow fast?",
    "text": "It is fast [1]. Very [1].\n- Or not.",
    "sentences": [
        {"text": "It is fast", "labels": [1], "support": "supported"},
        {"text": ". Very", "labels": [1], "support": "partly"},
        {"text": "Or not.", "labels": [], "support": "uncited"},
    ],
    "sources": [SOURCE],
}
SESSION = Session(3, "Is it # fast?", "chat", "2026-01-01T10:00:00+00:00", 2)
TURNS = [
    SavedTurn("Is it fast?", "2026-01-01", json.dumps(ANSWER)),
    SavedTurn("stopped?", "2026-01-01", draft="Half an"),
    SavedTurn("crashed?", "2026-01-01"),
]


def test_markdown_tells_question_standalone_answer_with_marks_and_sources() -> None:
    text = markdown(SESSION, TURNS)
    assert text.startswith("# Is it \\# fast?\n")
    for part in (
        "## Is it fast?\n\n*understood as: Is SparRow fast?*\n\nIt is fast [1] ✓. Very [1] ~.\n",
        "- Or not. ?\n\n**Sources**\n\n- \\[1\\] A \\*bold\\* \\[title\\] (A. One, 2024) <https://example.org/p>",
        "## stopped?\n\nHalf an\n\n*stopped: what is above was not checked*",
        "## crashed?\n\n*not answered*",
    ):
        assert part in text, part


def test_a_sentence_that_the_text_does_not_hold_gets_no_mark() -> None:
    answer = {"text": "As it is.", "sentences": [{"text": "Other", "labels": [], "support": "supported"}]}
    assert marked_text(answer) == "As it is."


def test_bibtex_has_every_cited_paper_once_as_the_collection_has_it() -> None:
    twice = [TURNS[0], TURNS[0], TURNS[2]]
    known = Paper("p", "A newer title", venue="A Journal")
    assert bibtex(twice, {"p": known}.get).count("@article{") == 1
    assert "A newer title" in bibtex(twice, {"p": known}.get)
    removed = bibtex(twice, lambda _: None)
    assert removed.count("@misc{") == 1
    assert "A *bold* [title]" in removed
