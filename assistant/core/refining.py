"""A follow-up question as rules read it in; as it reads once a language model made it stand alone out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from assistant.core.ports import Cancellation
from assistant.core.understanding.followups import leans_on_history
from assistant.core.understanding.knowledge import Knowledge
from assistant.core.understanding.rambling import asked as asked_in
from assistant.core.writing.rewriting import ModelRewriter
from assistant.domain import Query, Question, Usage


@dataclass(frozen=True, slots=True)
class Refined:
    """A question understood, and what understanding it has used."""

    query: Query
    usage: Usage = field(default_factory=Usage)


class Refiner:
    """Asks a language model about follow-up questions only; on any failure the rules' reading stays."""

    def __init__(self, rewriter: ModelRewriter) -> None:
        self._rewriter = rewriter

    def refine(
        self, rules: Query, question: Question, known: Knowledge, cancellation: Cancellation
    ) -> Refined:
        """The rules' reading, or that of the model's standalone form, read without the history.

        Papers that the rules resolved stay named, and those that they keep to are kept to.
        """
        asked, _ = asked_in(question.text, lambda words: bool(known.names.named_in(words)))
        if question.papers or not leans_on_history(asked, question.history, known.names):
            return Refined(rules)
        written = self._rewriter.rewrite(asked, question.history, rules.standalone, cancellation)
        if written.text == rules.standalone:
            notes = (*rules.notes, *filter(None, [written.note]))
            return Refined(replace(rules, notes=notes), written.usage)
        filters = replace(question.filters, titles=rules.filters.titles)
        alone = replace(question, text=written.text, history=(), filters=filters)
        query = known.understand(alone, rules.named_papers)
        notes = tuple(dict.fromkeys((*rules.notes, *query.notes)))
        return Refined(replace(query, text=rules.text, notes=notes), written.usage)
