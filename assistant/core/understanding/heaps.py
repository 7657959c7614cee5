"""A heap of key words in, whether it asks for a list of papers out, and its topic without words of asking.

People in a hurry type 'attention sinks' or 'parsing papers neural' for a list, and 'duorows speed' for a
fact. A heap asks for papers where it says so, where it limits them ('.. before 2021'), or where it is a bare
subject: a few words, none of them a figure nor a thing that one paper tells, such as an accuracy or a size.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.core.understanding.vocabulary import AUXILIARIES, QUESTION_WORDS, content, words

_SEVERAL = r"(?:papers|works|articles|studies|publications|preprints)"
_HAVING = (
    r"(?:(?:that|which|you|u|we|i|they|there|is|are|have|has|had|got|ve|exists?|here|in|the|this|our|your|my|"
    r"collection|corpus|library|catalogue|database)\b[’' ]*)*"
)
_NEEDING = (
    r"(?:(?:i|we|pls|please|just|also|still|need|want|get|getting|gimme|give|show|send|find|list|me|us|to|see|have|"
    r"looking|searching|search|look|after|for|the|of|simply)\b\W*)*"
)
_EVERYTHING = (
    rf"(?:everything|every ?thing|anything|all|whatever|(?:all |any )?(?:the )?(?:stuff|material)) {_HAVING}"
)
_ALL_ON = re.compile(
    rf"^\W*{_NEEDING}{_EVERYTHING}(?:on|about|around|regarding|concerning|re)\s+(?=\w)", re.I
)
"""'Need everything we have on pruning', 'all stuff about pruning'."""
_ALL_OF_THEM = re.compile(
    r"(?<=\w)[\s,;:–—-]+(?:(?:just |pls |please |show |give |list |i |we |need |want |me )*"
    r"(?:all|every(?: single)? one|each) of (?:them|those|it|em)|(?:every|any)thing (?:that )?(?:you|u|we|i)"
    r"(?:['’]ve| have)(?: got)?|the (?:whole )?lot)\W*$",
    re.I,
)
"""'Pruning, all of them'."""
_NEEDS = re.compile(
    r"^\W*(?:(?:i|we|just|also) )*(?:need|want|gimme|looking for|searching for|search for)\s+"
    r"(?:(?:all|any|some|the|more|every|recent|me)\s+)*(?=\w)",
    re.I,
)
_WHICH = re.compile(r"(?<=\w)[\s,:;]+which(?: ones?)?\W*$", re.I)
"""'Parsing of questions, which': what is asked stands behind what it asks of, and is no thing of a paper."""
_STUFF = re.compile(r"(?<=\w)\s+(?:stuff|literature|research|related work)\W*$", re.I)
"""'Pruning stuff'."""
_AMID = re.compile(rf"(?<=[\w,/])\s+{_SEVERAL}(?=\s+[\w,/])", re.I)
_SLASH = re.compile(r"\s+/\s+|\s*/\s+|\s+/\s*")


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NO_HEAP = AUXILIARIES | QUESTION_WORDS | _set("if than wich wat wot y")
_BIDDING = _set(
    """explain describe define translate write summarise summarize tell compare contrast calculate compute
    solve hello hi hey help thanks thank bye yes no ok okay please cite"""
)
"""What begins a request or small talk, and no subject."""
_MEASURES = _set(
    """acc accuracy auc ap map ndcg mrr bleu chrf rouge meteor wer cer f1 f f-score f-measure score
    scores precision pearson spearman kappa correlation agreement rate rates ratio percent
    percentage share fraction factor number nr num count counts size sizes speed speedup speed-up
    speedups speed-ups latency throughput gain gains improvement improvements drop increase
    reduction savings saved margin points minutes hours seconds days weeks cost costs price params
    parameters acronym meaning author authors participants annotators date year venue winner license
    licence repo repository github url link hardware gpu gpus baseline perplexity ppl bits
    difference differences used tested tried released result results finding findings conclusion
    conclusions limitation limitations"""
)
"""Things that one paper tells: with one of them, a heap asks for it."""
_OF_ONE = _set(
    """abstract algorithm architecture benchmark chip code corpus data dataset domain examples
    hyperparameters implementation instances label labels language layers length memory method metric model
    name names objective optimizer pairs paper place rank sentences task team title tokenizer version words"""
)
"""The same at the end of a bare subject; before that such a word is a part of it ('code generation')."""
_OF_SOME = _set("benchmarks corpora datasets domains languages metrics tasks")
"""The same behind what may be a name; behind plain words they are what papers are about."""
_SUBJECT = 3
"""Words with a meaning that a bare subject has at most."""
_SUBJECTS = 5
"""The same for subjects that a slash or 'or' keeps apart, or that are said to be needed."""


def asks_for_all(text: str) -> bool:
    """Whether all is wanted that there is on a subject: 'everything we have on X', 'X, all of them'."""
    if _ALL_ON.search(text):
        return True
    return bool(_ALL_OF_THEM.search(text)) and _is_heap(_ALL_OF_THEM.sub("", text))


def asks_for_papers(text: str, *, limited: bool) -> bool:
    """Whether a heap that names no paper asks for several: it says so, or limits their dates or authors."""
    if not _is_heap(text):
        return bool(_WHICH.search(text)) and _is_heap(_WHICH.sub("", text))
    if re.search(rf"\b{_SEVERAL}\b", text, re.I) or _STUFF.search(text):
        return True
    return limited and bool(content(text)) and _MEASURES.isdisjoint(words(text))


def is_bare_subject(text: str, known: Callable[[str], bool], plain: Callable[[str], bool]) -> bool:
    """Whether a text is nothing but a subject; its first word is `known`, or `plain` if it may be a name."""
    needed = _NEEDS.sub("", text)
    said = content(needed)
    several = needed != text or _SLASH.search(text) or re.search(r"\bor\b", text, re.I)
    most = _SUBJECTS if several else _SUBJECT
    if not 0 < len(said) <= most or not _is_heap(text) or re.search(r"\d", text):
        return False
    if said[-1] in _OF_ONE or not _MEASURES.isdisjoint(said):
        return False
    if said[-1] in _OF_SOME:
        return said == words(needed) and all(map(plain, said))
    return known(said[0])


def without_asking(text: str) -> str:
    """A list's question without 'need everything we have on' and 'all of them', its slashes read as 'or'."""
    rest = _ALL_OF_THEM.sub("", _NEEDS.sub("", _ALL_ON.sub("", text)))
    rest = _WHICH.sub("", rest)
    return _SLASH.sub(" or ", _AMID.sub("", _STUFF.sub("", rest))) if _is_heap(rest) else rest


def _is_heap(text: str) -> bool:
    """Whether a text is no sentence: it has no word that asks, and nothing is done in it."""
    said = words(text)
    return bool(said) and said[0] not in _BIDDING and _NO_HEAP.isdisjoint(said)
