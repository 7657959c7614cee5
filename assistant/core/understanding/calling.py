"""Papers in, what to call them in a question out; and a question's mentions of papers with their places."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.core.understanding.naming import PaperNames
from assistant.core.understanding.rows import Mention
from assistant.core.understanding.vocabulary import joined

_LONGEST_HEAD = 6
"""Words before a title's colon that are short enough to be used as a name."""


def known(paper_id: str, names: PaperNames) -> bool:
    """Whether the collection (still) has a paper."""
    return bool(_title(paper_id, names))


def called(papers: Sequence[str], names: PaperNames) -> str:
    """What to call papers so that each is found again: 'A', 'A and B', 'A, B and “A whole title”'."""
    return joined([_name(paper, names) for paper in papers])


def one_by_one(text: str, names: PaperNames) -> list[tuple[str, Mention]]:
    """(paper id, mention) of each paper named, in reading order; the first of several with one name."""
    return [(mention.papers[0], mention) for mention in names.mentions(text)]


def spans(text: str, names: PaperNames) -> list[tuple[int, int]]:
    """Where papers are named."""
    return [(mention.start, mention.end) for mention in names.mentions(text)]


def _name(paper_id: str, names: PaperNames) -> str:
    """The title's head where that names the paper alone, the abstract's name for it, or the whole title.

    A title's words match whatever the abstract says, so a question with a short name is judged better.
    """
    title = _title(paper_id, names)
    head = title.partition(":")[0].strip()
    short = head != title and len(head.split()) <= _LONGEST_HEAD and names.named_in(head) == (paper_id,)
    if short:
        return head
    own = names.introduced(paper_id)
    return own if own and names.named_in(own) == (paper_id,) else title and f"“{title}”"


def _title(paper_id: str, names: PaperNames) -> str:
    try:
        return names.title(paper_id)
    except KeyError:
        return ""
