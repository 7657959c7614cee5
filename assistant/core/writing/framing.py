"""A sentence of a model and the question in, out whether the sentence claims nothing about any paper.

Conservative: a sentence frames only when, the words of the question aside, it says nothing that a list of
words of introduction does not have. What is in doubt counts as a claim and is judged.
"""

from __future__ import annotations

import re

from assistant.core.merge import title_key
from assistant.core.writing.cited_text import Claim
from assistant.core.writing.refusing import refuses, tells_absence

_OPENING = re.compile(
    r"\W*(here (is|are)|below (is|are)|the following|in summary|to summari[sz]e|in short|overall|based on"
    r"|according to|as follows"
    r"|\w+ (\w+ )?(papers?|abstracts?|comparison|differences?|similarities|table|list|overview|summary)"
    r"\b)",
    re.I,
)
_FRAME_WORD = re.compile(
    r"a|above|according|all|an|and|are|as|aspects?|at|based|be|below|between|both|brief|by|collection|deal"
    r"|describe|each|evidence|findings|following|follows|for|found|four|from|given|here|how|in|information|is|it"
    r"|key|list(ed)?|main|of|on|one|other|overall|present|provided|relevant|research|respects|results|say|several"
    r"|short|similarities|so|some|states?|summar\w+|table|tell|terms|that|the|their|them|these|this|three|to|topic"
    r"|two|used|various|ways|what|which|with|works?"
    r"|(abstract|answer|compare|comparison|difference|differ|method|paper|passage|point|question|source|approach|"
    r"approache)[sd]?|studies|study|overview"
)
_MOST_WORDS = 20


def frames(claim: Claim, question: str) -> bool:
    """Whether the sentence introduces, or says that the abstracts don't tell something."""
    if claim.labels:
        return False
    return refuses(claim.text) or tells_absence(claim.text) or _introduces(claim.text, question)


def _introduces(text: str, question: str) -> bool:
    words = title_key(text).split()
    opens = text.rstrip("*_ ").endswith(":") and bool(_OPENING.match(text))
    plain = not re.search(r"\d", text) and len(words) <= _MOST_WORDS
    asked = set(title_key(question).split())
    return opens and plain and all(word in asked or _FRAME_WORD.fullmatch(word) for word in words)
