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
_WE_HAVE = r"(?:that )?(?:you|u|we|i)(?:['’]ve| have)(?: got)?(?: here)?"
_HAVING = (
    r"(?:(?:that|which|you|u|we|i|they|there|out|is|are|have|has|had|got|ve|exists?|here|in|the|this|our|your|my|"
    r"collection|corpus|library|catalogue|database)\b[’' ]*)*"
)
_NEEDING = (
    r"(?:(?:i|we|pls|please|just|also|still|need|want|get|getting|gimme|give|show|send|find|list|me|us|to|see|have|"
    r"looking|searching|search|look|after|for|the|of|simply)\b\W*)*"
)
_EVERYTHING = (
    r"(?:every ?thing|anything|all|whatever|wh?at(?:['’]?s| is| do)"
    rf"|(?:all |any )?(?:the )?(?:stuff|material|lit|literature)) {_HAVING}"
)
_NO_ONE_THING = (
    r"(?!(?:the|this|that|these|those|it|its|their|his|her|them|so|what|well|best|worst|better)\b)"
)
_ALL_ON = re.compile(
    rf"^\W*(?:{_NEEDING}{_EVERYTHING}(?:on|about|around|regarding|concerning|re)"
    r"|(?:any(?:1|one|body)|who(?:['’](?:s|ve|re))?) "
    r"(?:(?:is|are|has|have|else|been|already|here|who|currently|all|also|in) )*"
    r"(?:work(?:ing|ed|s) (?:on|with)|(?:doing|stud(?:ying|ies|ied)|tr(?:ying|ied)|using"
    rf"|look(?:ing|ed) (?:at|into))(?= {_NO_ONE_THING})))\s+(?=\w)",
    re.I,
)
"""'Need everything we have on pruning', 'all stuff about pruning', 'anyone working on pruning', 'who's doing
pruning'."""
_ALL_OF_THEM = re.compile(
    r"(?<=\w)(?<!\bfor)(?<!\bafter)(?<!\bat)(?<!\bof)(?<!\bin)(?<!\bto)(?<!\bon)(?<!\bover)(?<!\bwith)"
    r"(?<!\babove)[\s,;:–—-]+(?:(?:just |pls |please |show |give |list |i |we |need |want |me )*"
    r"(?:all|every(?: single)? one|each) of (?:them|those|it|em)|(?:just |pls |please )*all(?: pls| please)?"
    rf"|(?:every|any)thing {_WE_HAVE}|{_SEVERAL} {_WE_HAVE}|the (?:whole )?lot)\W*$",
    re.I,
)
"""'Pruning, all of them', 'pruning papers you have'."""
_ANYTHING = re.compile(
    r"^\W*any ?thing\s+(?!(?:wrong|unusual|special|interesting|\w+s (?:on|with|about|for))\b)(?=[^\W_])", re.I
)
"""'Anything tin / copper': nothing is done in it, so that no other word says what of."""
_NEEDS = re.compile(
    r"^\W*(?:(?:i|we|just|also) )*"
    r"(?:(?:need|want) to (?:read|find|see) (?:(?:up|more|something) )*(?:on|about)|need|want|gimme"
    r"|looking for|searching for|search for|(?:compile|make|create|get|send)(?= (?:me )?an? list of))\s+"
    r"(?:(?:all|any|some|the|more|every|recent|me)\s+)*(?:(?:an? )?list of )?(?=\w)",
    re.I,
)
"""'Need', 'looking for', 'compile a list of'."""
_LIST = re.compile(r"(?<=\w)[\s,:;]+(?:paper )?list\W*$", re.I)
"""'Anaphora resolution list'."""
_YEAR = re.compile(r"[ -](?:19|20)\d\d\W*$")
"""'LampEval 2018' is one name."""
_WHICH = re.compile(r"(?<=\w)[\s,:;]+which(?: ones?)?\W*$", re.I)
"""'Parsing of questions, which': what is asked stands behind what it asks of, and is no thing of a paper."""
_STUFF = re.compile(r"(?<=\w)\s+(?:stuff|literature|research|(?:related |prior )?work)\W*$", re.I)
"""'Pruning stuff'."""
_AMID = re.compile(rf"(?<=[\w,/])(?<!\bof)\s+{_SEVERAL}(?=\s+[\w,/])", re.I)
_THANKS = re.compile(r"(?<=\w)[\s,]+(?:please|thanks?|thx)\b.*$", re.I | re.S)
"""What follows is talk: 'pruning please, i need it for a slide'."""
_SLASH = re.compile(r"\s+/\s+|\s*/\s+|\s+/\s*")


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NO_HEAP = AUXILIARIES | QUESTION_WORDS | _set("if than wich wat wot y")
BIDDING = _set(
    """explain describe define translate write summarise summarize tell compare contrast calculate compute
    solve hello hi hey help thanks thank bye yes no ok okay please cite"""
)
"""What begins a request or small talk, and no subject."""
MEASURES = _set(
    """acc accuracy auc ap map ndcg mrr bleu chrf rouge meteor wer cer f1 f f-score f-measure score
    scores precision pearson spearman kappa correlation agreement rate rates ratio percent
    percentage share fraction factor number nr num count counts size sizes speed speedup speed-up
    speedups speed-ups latency throughput gain gains improvement improvements drop increase
    reduction savings saved margin points minutes hours seconds days weeks cost costs price params
    parameters acronym meaning author authors participants annotators date year venue winner license
    licence repo repository github url link hardware baseline perplexity ppl bits
    advantages advantage benefits benefit complexity drawbacks shortcomings weaknesses
    difference differences used tested tried released result results finding findings conclusion
    conclusions limitation limitations"""
)
"""Things that one paper tells: with one of them, a heap asks for it."""
OF_ONE = _set(
    """abstract algorithm architecture benchmark chip code corpus data dataset domain examples gpu gpus
    hyperparameters implementation instances label labels layers length memory method metric model
    name names objective optimizer pairs paper place rank sentences task team title tokenizer version words"""
)
"""The same at the end of a bare subject; before that such a word is a part of it ('code generation')."""
_OF_THE_ONE = re.compile(rf"\b(?:{'|'.join(sorted(OF_ONE))}) (?:in|of|by|behind) (?:the|this)\b", re.I)
"""'Algorithm of the second stage'."""
OF_SOME = _set("benchmarks corpora datasets domains language languages metrics tasks")
"""The same behind what may be a name; behind plain words they are what papers are about."""
_SUBJECT = 4
"""Words with a meaning that a bare subject has at most."""
_SUBJECTS = 5
"""The same for subjects that a slash or 'or' keeps apart, that are needed, or of plain words."""


def asks_for_all(text: str) -> bool:
    """Whether all is wanted that there is on a subject: 'need everything we have on X'."""
    return bool(_ALL_ON.search(text))


def asks_for_papers(text: str, *, limited: bool) -> bool:
    """Whether a heap that names no paper asks for several: it says so, or limits their dates or authors."""
    for behind in (_ALL_OF_THEM, _WHICH):
        if behind.search(text):
            return _is_heap(behind.sub("", text))
    text = _THANKS.sub("", text)
    if not _is_heap(text) or _tells_an_amount(words(text)):
        return False
    if re.search(rf"\b{_SEVERAL}\b", text, re.I) or _STUFF.search(text) or _LIST.search(text):
        return True
    if _ANYTHING.match(text) and content(text):
        return True
    return limited and bool(content(text)) and MEASURES.isdisjoint(words(text))


def _tells_an_amount(said: list[str]) -> bool:
    """'Number of equations in the articles': no papers are counted."""
    return said[0] in MEASURES and said[1:2] == ["of"] and not re.search(_SEVERAL, " ".join(said[2:5]))


def is_bare_subject(text: str, known: Callable[[str], bool], plain: Callable[[str], bool]) -> bool:
    """Whether a text is nothing but a subject; its first word is `known`, or `plain` if it may be a name."""
    needed = _NEEDS.sub("", text)
    said = content(needed)
    several = needed != text or _SLASH.search(text) or re.search(r"\bor\b", text, re.I)
    most = _SUBJECTS if several else _SUBJECT
    if said == words(needed) and all(map(plain, said)) and not said[-1].endswith("ed"):
        most = _SUBJECTS
    if not 0 < len(said) <= most or not _is_heap(text) or re.search(r"\d(?!d\b)", _YEAR.sub("", text), re.I):
        return False
    if said[-1] in OF_ONE or not MEASURES.isdisjoint(said) or _OF_THE_ONE.search(text):
        return False
    if said[-1] in OF_SOME:
        return said == words(needed) and all(map(plain, said))
    return known(said[0])


def without_asking(text: str) -> str:
    """A list's question without 'need everything we have on' and 'all of them', its slashes read as 'or'."""
    rest = _ALL_OF_THEM.sub("", _NEEDS.sub("", _ALL_ON.sub("", _THANKS.sub("", text))))
    rest = _WHICH.sub("", _LIST.sub("", rest))
    if not _is_heap(rest):
        return rest
    # Between words of grammar they are a part of what is said: 'position papers that criticise a field'.
    bare = _AMID.sub("", rest) if content(rest) == words(rest) else rest
    return _SLASH.sub(" or ", _STUFF.sub("", bare))


def _is_heap(text: str) -> bool:
    """Whether a text is no sentence: it has no word that asks, and nothing is done in it."""
    said = words(text)
    return bool(said) and said[0] not in BIDDING and _NO_HEAP.isdisjoint(said)
