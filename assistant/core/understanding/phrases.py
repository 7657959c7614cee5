"""A text in, whether it is a phrase that says what papers are about, and no question, out.

'Filling in missing entries of a matrix', 'models of how tumours grow', 'parsing and tagging': who types such
a thing wants the papers on it. One that asks for what a single paper tells ('memory of the small model',
'reason for the drop') is not read so. 'Dialects, more than 20' bounds an amount, which papers state.
"""

from __future__ import annotations

import re

from assistant.core.grounding.lexis import Statement
from assistant.core.understanding.bounds import bound_in
from assistant.core.understanding.heaps import BIDDING, MEASURES, OF_ONE, OF_SOME
from assistant.core.understanding.vocabulary import (
    AUXILIARIES,
    CONJUNCTIONS,
    PREPOSITIONS,
    PRONOUNS,
    QUESTION_WORDS,
    content,
    words,
)

_NO_DOING = (
    r"(?:during|regarding|concerning|according|considering|including|following|using|being|having|assuming"
    r"|depending|comparing|contrasting|summari[sz]ing|explaining|describing|meaning|interesting|existing"
    r"|(?:some|any|no|every)?thing|training|remaining|resulting|underlying|missing|going|doing|getting)\b"
)
_DOING = re.compile(
    rf"^\W*(?:(?:how to|ways of) |(?:\w+ly )?(?!{_NO_DOING})(?:\w+-)?\w{{2,}}ing\b(?! is\b))", re.I
)
"""'Filling in missing entries', 'automatically grading essays'."""
_SEVERAL = re.compile(
    r"^\W*(?:(?!(?:the|this|that|these|those|its?|their|our|your|my|of|in|on|for|to|with)\b)[\w-]+,? ){0,4}?"
    r"(?P<head>(?!bias\b)[\w-]+[^\Wus]s|data|work|software) "
    r"(?:(?:that|whose|of|for|in|on|to|from|with|without|by|about|between|said|made)\b"
    r"|(?:\w+ed|\w+ing|built|given|shown) (?:by|with|for|on|from|to|in|as|at|of|around)\b)",
    re.I,
)
"""Several things, and which: 'models of how tumours grow'."""
_ASKED_OF_ONE_TEXT = """aim approach assumption assumptions best cause causes contribution contributions
    definition effect effects fastest first formula formulas goal goals highest idea impact impacts influence
    intuition largest lowest main motivation most parts purpose reason reasons role smallest source
    steps stages term trick value values way weight weights"""
_ASKED_OF_ONE = frozenset(_ASKED_OF_ONE_TEXT.split())
"""What is asked of one paper, though no measure."""
_ASKING = QUESTION_WORDS - frozenset({"whose", "who", "whom"})
_CLAUSES = frozenset(["if", "than", "when", "because", "while", "since", "so", "whereas"])
_SENTENCE = AUXILIARIES | QUESTION_WORDS | _CLAUSES
_ASKED = re.compile(
    r"\d(?!d\b)|\?|\b(?:against|versus|vs)\b|[.;!]\s|\bhow (?:many|much|long|far)\b"
    r"|(?:^|[, ])(?:which|what) [\w-]+\W*$"
    r"|(?:[,;:]|\s[-–—]+)\s+(?:(?:do|does|did|is|are|was|were|can|could|has|have|what|how|why)\b"
    r"|which \w+ (?:is|are|was|were|do|does|did|has|have|had|can)\b)",
    re.I,
)
"""A figure, a mark of a question or of another sentence, or what is asked at the end: '.., which metric',
'.., does it help'."""
_FEWEST, _FEW, _MOST = 2, 3, 7
"""Words with a meaning that a phrase of nouns has; one that says what is done may have any number."""


def is_topic_phrase(text: str) -> bool:
    """Whether a text that names no paper is such a phrase."""
    said = words(text)
    told = content(text)
    if len(told) < _FEWEST or said[0] in BIDDING | AUXILIARIES | QUESTION_WORDS - {"how"} | PRONOUNS:
        return False
    if "?" not in text and _ASKING.isdisjoint(said) and bound_in(Statement(text)):
        return True
    doing = bool(_DOING.match(text))
    if not MEASURES.isdisjoint(said[doing:]) or _ASKED.search(text):
        return False
    if doing:
        return len(said) > _FEWEST
    several = _SEVERAL.match(text)
    if several and _ASKED_OF_ONE.isdisjoint(words(several[0])):
        return True
    return _SENTENCE.isdisjoint(said) and len(told) <= _MOST and _names_subjects(text, said)


def _names_subjects(text: str, said: list[str]) -> bool:
    """Whether nouns are joined by 'and' or a mark, or one is said more closely by a preposition."""
    place = next((n for n, word in enumerate(said) if word in PREPOSITIONS), 0)
    if said[-1] in PREPOSITIONS or (said[-1] in OF_SOME and len(content(text)) <= _FEW):
        return False
    if place:
        return (OF_ONE | _ASKED_OF_ONE).isdisjoint(said[:place])
    joined = not CONJUNCTIONS.isdisjoint(said) or re.search(r"[,:&]\s", text)
    return bool(joined) and said[-1] not in OF_ONE
