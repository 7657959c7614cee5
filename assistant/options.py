"""Settings in, the numbers that each part of the core takes out."""

from __future__ import annotations

from dataclasses import replace

from assistant.core.abstaining import Calibration
from assistant.core.answering import FindingOptions
from assistant.core.comparing.asked import AskedOptions
from assistant.core.comparing.comparison import ComparisonOptions
from assistant.core.comparing.portraits import PortraitOptions
from assistant.core.composing import ComposingOptions
from assistant.core.extractive import ExtractiveOptions
from assistant.core.gathering import GatheringOptions
from assistant.core.leading import LeadWeights
from assistant.core.relevance import Listing
from assistant.core.retrieval import RetrievalOptions
from assistant.core.writing.model_writer import WritingOptions
from assistant.errors import ConfigError
from assistant.settings import Settings


def retrieval(settings: Settings) -> RetrievalOptions:
    """Numbers of the two searches and their fusion."""
    chosen = settings.retrieval
    return RetrievalOptions(
        dense_passages=chosen.dense_passages,
        lexical_papers=chosen.lexical_papers,
        fusion_constant=chosen.fusion_constant,
        windows_per_paper=chosen.windows_per_paper,
        dense_weight=chosen.dense_weight,
        lexical_weight=chosen.lexical_weight,
    )


def gathering(settings: Settings) -> GatheringOptions:
    """How much evidence each kind of question gets."""
    return GatheringOptions(
        reranked_papers=settings.retrieval.reranked_papers,
        listed_papers=settings.retrieval.listed_papers,
        compared_papers=settings.answer.compared_papers,
        papers=settings.answer.papers,
        passages_per_paper=settings.retrieval.passages_per_paper,
        context_weight=settings.answer.context_weight,
        own_work_weight=settings.answer.own_work_weight,
    )


def finding(settings: Settings) -> FindingOptions:
    """How evidence is found; a language model reads more papers than are quoted from."""
    chosen = gathering(settings)
    if settings.model.kind != "extractive":
        chosen = replace(chosen, papers=max(settings.writing.papers, chosen.papers))
    return FindingOptions(chosen, settings.calibration.relevant_logit)


def listing(settings: Settings) -> Listing:
    """When a paper belongs to a list."""
    return Listing(**settings.listing.model_dump())


def extractive(settings: Settings) -> ExtractiveOptions:
    """How an answer is written without a language model."""
    answer = settings.answer
    composing = ComposingOptions(answer.sentences, answer.margin, answer.floor)
    lead = LeadWeights(answer.figure_weight, answer.scene_weight)
    return ExtractiveOptions(
        gathering(settings), composing, calibration(settings), comparison(settings), lead
    )


def calibration(settings: Settings) -> Calibration:
    """When to say that the abstracts don't tell."""
    return Calibration(**settings.calibration.model_dump())


def comparison(settings: Settings) -> ComparisonOptions:
    """The table and the text of a comparison."""
    chosen, answer = settings.comparison, settings.answer
    asked = AskedOptions(chosen.worded, chosen.partly_worded, chosen.unworded, chosen.read_sentences)
    portraits = PortraitOptions(answer.sentences_per_paper, answer.own_work_weight, answer.stated)
    return ComparisonOptions(asked, portraits)


def writing(settings: Settings) -> WritingOptions:
    """How an answer is written with a language model; raises ConfigError for drafts that would be equal."""
    chosen, model = settings.writing, settings.model
    if chosen.drafts > 1 and model.kind == "openai" and model.temperature == 0:
        raise ConfigError(
            f"writing.drafts = {chosen.drafts} makes no sense with model.temperature = 0",
            why="all drafts would be the same",
            remedy="set model.temperature to 0.7, or writing.drafts to 1",
        )
    return WritingOptions(
        reply_tokens=min(model.max_tokens, model.context // 2),
        sentences=settings.answer.sentences,
        quoted_papers=settings.answer.papers,
        passages_per_paper=settings.retrieval.passages_per_paper,
        drafts=chosen.drafts,
        repair=chosen.repair,
        judge=chosen.judge,
        unsupported=chosen.unsupported,
        on_failure=model.on_failure,
    )
