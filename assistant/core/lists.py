"""A list's topic and what was read for it in, the passages of the papers that belong to the list out."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.core.coverage import covered
from assistant.core.feedback import EXAMPLES, expanded
from assistant.core.neighbours import with_neighbours
from assistant.core.ports import Corpus, Embedder
from assistant.core.relevance import Listing, listed, outstanding_first
from assistant.core.retrieval import ranked_papers
from assistant.core.serials import of_others
from assistant.domain import Ranked


class Lister:
    """Chooses what belongs to lists and overviews; one instance serves many questions."""

    def __init__(self, embedder: Embedder, listing: Listing, relevant_logit: float) -> None:
        self._embedder = embedder
        self._listing = listing
        self._relevant_logit = relevant_logit

    def chosen(self, topic: str, ranked: Sequence[Ranked], corpus: Corpus) -> list[Ranked]:
        """Every passage of the papers that belong to it, in order."""
        chosen = listed(self.read(topic, ranked, corpus), self._listing, self._relevant_logit)
        others = of_others(topic, corpus.papers(ranked_papers(chosen)))
        return [item for item in chosen if item.passage.paper_id not in others]

    def read(self, topic: str, ranked: Sequence[Ranked], corpus: Corpus) -> list[Ranked]:
        """The passages with all signals by which they are judged; a few papers are judged by fewer."""
        papers = ranked_papers(ranked)
        if len(papers) < self._listing.crowd:
            return list(ranked)
        read = with_neighbours(covered(topic, ranked, corpus.papers(papers)), corpus)
        best = {item.passage.paper_id: item for item in reversed(outstanding_first(read, self._listing))}
        return expanded(topic, read, list(best.values())[::-1][:EXAMPLES], corpus, self._embedder)
