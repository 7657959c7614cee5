"""Settings in, the numbers that each part of the core takes out."""

from __future__ import annotations

from assistant.core.abstaining import Calibration
from assistant.core.answering import FindingOptions
from assistant.core.composing import ComposingOptions
from assistant.core.extractive import ExtractiveOptions
from assistant.core.gathering import GatheringOptions
from assistant.core.retrieval import RetrievalOptions
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
    """How evidence is found."""
    return FindingOptions(gathering(settings), settings.calibration.relevant_logit)


def extractive(settings: Settings) -> ExtractiveOptions:
    """How an answer is written without a language model."""
    answer = settings.answer
    composing = ComposingOptions(
        answer.sentences, answer.sentences_per_paper, answer.margin, answer.floor, answer.stated
    )
    return ExtractiveOptions(gathering(settings), composing, Calibration(**settings.calibration.model_dump()))
