"""A paper in, its passages out, through a LlamaIndex node parser: sentence windows and the whole abstract.

LlamaIndex's own splitters trim and re-search their text, so offsets drift, ids change on every run and
'et al.' ends a sentence; `AbstractNodeParser` keeps its interface and none of that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from llama_index.core.node_parser import NodeParser
from llama_index.core.schema import BaseNode, Document, TextNode

from assistant.domain import Paper, Passage, Span


class AbstractNodeParser(NodeParser):
    """Documents whose metadata hold 'paper_id', 'title' and 'sentences' to TextNodes with exact offsets."""

    window: int
    """Sentences in a window."""
    stride: int
    """Sentences from the start of one window to the start of the next."""

    @classmethod
    def class_name(cls) -> str:
        """Name under which LlamaIndex serialises the parser."""
        return "AbstractNodeParser"

    def _parse_nodes(
        self, nodes: Sequence[BaseNode], show_progress: bool = False, **kwargs: Any
    ) -> list[BaseNode]:
        return [node for document in nodes for node in self._windows(document)]

    def _windows(self, document: BaseNode) -> list[TextNode]:
        spans = [Span(*pair) for pair in document.metadata["sentences"]]
        if not spans:
            return []
        return [
            self._node(document, spans, a, b) for a, b in window_bounds(len(spans), self.window, self.stride)
        ]

    def _node(self, document: BaseNode, spans: Sequence[Span], first: int, last: int) -> TextNode:
        start, end = spans[first].start, spans[last].end
        paper_id = document.metadata["paper_id"]
        return TextNode(
            id_=f"{paper_id}#s{first + 1}-{last + 1}",
            text=document.get_content()[start:end],
            start_char_idx=start,
            end_char_idx=end,
            metadata={"paper_id": paper_id, "title": document.metadata["title"]},
        )


def window_bounds(sentences: int, window: int, stride: int) -> list[tuple[int, int]]:
    """(first, last) sentence index of the whole text, then of each window; the last window ends the text."""
    bounds = [(0, sentences - 1)]
    if sentences > window:
        starts = [*range(0, sentences - window, stride), sentences - window]
        bounds += [(start, start + window - 1) for start in starts]
    return bounds


class LlamaPassages:
    """PassageSplitter over AbstractNodeParser."""

    def __init__(self, window: int, stride: int) -> None:
        self._parser = AbstractNodeParser(
            window=window, stride=stride, include_prev_next_rel=False, include_metadata=False
        )
        self.version = f"windows-{window}-{stride}+whole/1"

    def split(self, paper: Paper) -> tuple[Passage, ...]:
        """The whole abstract first, then windows in order; nothing without an abstract."""
        document = Document(
            id_=paper.id,
            text=paper.abstract,
            metadata={
                "paper_id": paper.id,
                "title": paper.title,
                "sentences": [(span.start, span.end) for span in paper.sentences],
            },
        )
        return tuple(_passage(node, paper) for node in self._parser.get_nodes_from_documents([document]))


def _passage(node: BaseNode, paper: Paper) -> Passage:
    assert isinstance(node, TextNode)
    start, end = node.start_char_idx, node.end_char_idx
    assert start is not None
    assert end is not None
    return Passage(node.node_id, paper.id, paper.title, paper.abstract[start:end], start, end)
