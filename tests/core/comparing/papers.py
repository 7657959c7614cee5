"""Papers for tests of comparisons, in our own words: two of computing, one of medicine."""

from __future__ import annotations

from assistant.core.gathering import Found
from assistant.domain import Paper
from tests.core.worlds import StopSentences


def paper(title: str, abstract: str) -> Paper:
    """A paper with its sentences, named by the first word of its title."""
    return Paper(
        title.split()[0].lower().strip(":"), title, abstract, sentences=StopSentences().split(abstract)
    )


QUICK = paper(
    "QuickSort9: Sorting Shelves by Robot",
    "Shelves fall into disorder. Existing methods need 9 hours of work by hand. "
    "We propose QuickSort9, a robot that sorts shelves by colour. "
    "Experiments on the ShelfBench data set show that QuickSort9 outperforms people by 12.5 %. "
    "It reduces memory to 3 GB and is 4 times faster than a librarian. "
    "Our method cannot sort shelves in the dark. The code is available on request.",
)
SLOW = paper(
    "SlowSort: Sorting Shelves by Thought",
    "Many libraries are sorted badly. We present SlowSort, a method that sorts shelves by mood. "
    "On ShelfBench, SlowSort achieves the best performance of all methods with 91 % of books in place. "
    "The latency of SlowSort is 30 ms for each book.",
)
TEA = paper(
    "Tea and Sleep in Night Nurses",
    "To determine whether tea disturbs the sleep of nurses. "
    "A retrospective study of 212 nurses in two hospitals. "
    "Sleep was significantly shorter after tea (p < 0.05). "
    "These results suggest that tea should be avoided before a night shift.",
)


def found(*papers: Paper) -> Found:
    """Evidence of these papers, nothing ranked."""
    return Found((), papers)
