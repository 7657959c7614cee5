"""Papers in, a BM25 index on disk out; a question in, rows of papers by relevance out (bm25s, PyStemmer)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import bm25s
import numpy as np
import Stemmer
from bm25s.stopwords import STOPWORDS_EN_PLUS

from assistant.domain import Paper
from assistant.errors import StoreError

ANALYSIS = 1
"""Version of `terms`; a change means another index."""

_CJK = "぀-ヿ㐀-鿿가-힯豈-﫿"
_WORD = rf"[^\W_{_CJK}]+"
_HYPHEN = "[-‐‑]"
_TOKEN = re.compile(
    # A run of a script without spaces; or a word, with decimals and thousands ('1.58', '10,000') and
    # what a hyphen joins ('gpt-4o') kept whole.
    rf"[{_CJK}]+|{_WORD}(?:(?<=\d)(?:\.(?=\d)|,(?=\d{{3}}(?!\d))){_WORD}|{_HYPHEN}{_WORD})*"
)
_STOP = frozenset(STOPWORDS_EN_PLUS)


class Analyzer:
    """Text in, terms out: stems without English stop words, numbers whole, repeated as often as they occur.

    A hyphenated word gives its parts and the parts joined: 'GPT-4o', 'GPT4o' and 'gpt 4o' all find it.
    Chinese, Japanese and Korean give pairs of neighbouring characters. Not for use by several threads.
    """

    def __init__(self) -> None:
        self._stemmer = Stemmer.Stemmer("english")
        self._known: dict[str, tuple[str, ...]] = {}

    def __call__(self, text: str) -> list[str]:
        """Terms in the order of the text."""
        folded = unicodedata.normalize("NFKC", text).casefold()
        return [term for token in _TOKEN.findall(folded) for term in self._terms(token)]

    def _terms(self, token: str) -> tuple[str, ...]:
        # Few words make most of any text: remembering them makes analysis three times as fast.
        if token not in self._known:
            self._known[token] = tuple(self._stemmer.stemWords(list(_words(token))))
        return self._known[token]


def _words(token: str) -> Iterator[str]:
    if re.match(f"[{_CJK}]", token):
        yield from (token[i : i + 2] for i in range(max(1, len(token) - 1)))
        return
    parts = re.split(_HYPHEN, token.replace(",", ""))
    yield from (part for part in parts if part not in _STOP)
    if len(parts) > 1:
        yield "".join(parts)


class Bm25Index:
    """LexicalIndex over titles and abstracts (Lucene's BM25: Kamphuis et al. 2020, through bm25s).

    Made anew each time: 29,421 abstracts take 6 s, half of it analysis, so that no cache is worth its code.
    `title_weight`: how often a title's terms count; `k1`, `b`: saturation and length normalisation.
    """

    def __init__(self, title_weight: int = 2, k1: float = 1.5, b: float = 0.75) -> None:
        self._title_weight = title_weight
        self._k1 = k1
        self._b = b
        self.version = f"bm25s-lucene-k1={k1}-b={b}-title={title_weight}-english/{ANALYSIS}"

    def build(self, folder: Path, papers: Sequence[Paper]) -> None:
        """Write into an empty folder; row i is `papers[i]`; raises StoreError when the disk refuses."""
        vocabulary: dict[str, int] = {}
        analyze = Analyzer()
        rows = [
            [vocabulary.setdefault(term, len(vocabulary)) for term in self._document(paper, analyze)]
            for paper in papers
        ]
        if not vocabulary:
            # bm25s divides by the mean length and the vocabulary's size; no question holds the empty term.
            vocabulary, rows = {"": 0}, [[0]]
        ranking = bm25s.BM25(k1=self._k1, b=self._b, method="lucene", backend="numpy")
        ranking.index((rows, vocabulary), create_empty_token=False, show_progress=False)
        try:
            ranking.save(folder, show_progress=False)
        except OSError as error:
            raise StoreError(
                f"the word index can't be written to {folder}",
                why=str(error),
                remedy="make room or make the folder writable, then run the same command again",
            ) from error

    def open(self, folder: Path) -> Bm25Search:
        """Open a built index, memory-mapped; raises StoreError when it is missing or damaged."""
        try:
            ranking = bm25s.BM25.load(folder, mmap=True, show_progress=False)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StoreError(
                f"the word index in {folder} can't be read",
                why=str(error),
                remedy="run `assistant ingest --reindex`: it makes the index again from the catalogue",
            ) from error
        return Bm25Search(ranking)

    def _document(self, paper: Paper, analyze: Analyzer) -> list[str]:
        return analyze(paper.title) * self._title_weight + analyze(paper.abstract)


class Bm25Search:
    """LexicalSearch; safe to use from several threads."""

    def __init__(self, ranking: bm25s.BM25) -> None:
        self._ranking = ranking

    def search(self, text: str, k: int, rows: Collection[int] | None = None) -> list[tuple[int, float]]:
        """(row, score) of the k best rows with a positive score, best first, ties by row."""
        # A stemmer must not be shared by threads; making one costs microseconds.
        ids = self._ranking.get_tokens_ids(Analyzer()(text))
        if not ids or k < 1:
            return []
        scores = self._ranking.get_scores_from_ids(ids)
        among = np.arange(len(scores)) if rows is None else np.array(sorted(rows), dtype=np.int64)
        found = among[scores[among] > 0]
        best = found[np.lexsort((found, -scores[found]))][:k]
        return [(int(row), float(scores[row])) for row in best]
