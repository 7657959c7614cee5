from __future__ import annotations

import pytest

from assistant import options
from assistant.errors import ConfigError
from assistant.sections import ModelSettings, WritingSettings
from assistant.settings import Settings


def settings(model: ModelSettings, writing: WritingSettings | None = None) -> Settings:
    return Settings(model=model, writing=writing or WritingSettings())


def test_a_language_model_reads_more_papers_than_are_quoted_from() -> None:
    quoting = Settings()
    reading = settings(ModelSettings(kind="openai", model="m"))
    assert options.finding(quoting).gathering.papers == quoting.answer.papers
    assert options.finding(reading).gathering.papers == reading.writing.papers
    assert options.writing(reading).quoted_papers == quoting.answer.papers


def test_never_fewer_papers_are_read_than_quoted_from() -> None:
    few = settings(ModelSettings(kind="openai", model="m"), WritingSettings(papers=1))
    assert options.finding(few).gathering.papers == few.answer.papers


def test_the_reply_leaves_half_of_a_small_context_to_the_evidence() -> None:
    model = ModelSettings(kind="openai", model="m", context=2000, max_tokens=2048)
    assert options.writing(settings(model)).reply_tokens == 1000


def test_drafts_that_would_all_be_the_same_are_refused() -> None:
    with pytest.raises(ConfigError, match="temperature"):
        options.writing(settings(ModelSettings(kind="openai", model="m"), WritingSettings(drafts=2)))
    warm = ModelSettings(kind="openai", model="m", temperature=0.7)
    assert options.writing(settings(warm, WritingSettings(drafts=2))).drafts == 2
