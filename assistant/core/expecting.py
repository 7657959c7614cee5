"""A question and papers in, how far they lack the kind of thing it asks for out: a count, a figure, names ...

A text may be about all that a question speaks of and still not hold its answer: 'how many speakers were
recorded?' needs a number of speakers, 'on which corpora was it tested?' names of corpora. (Expected answer
types: Li and Roth, Learning question classifiers, 2002.)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.core.comparing.asked import worded
from assistant.core.grounding.lexis import Statement, stem
from assistant.core.grounding.quantities import UNITS, Quantity, figures
from assistant.core.understanding.vocabulary import content
from assistant.domain import Paper

NOTHING, KIND_ONLY, THERE = 1.0, 0.5, 0.0
"""What is lacking: the thing and its kind; the thing, while something of its kind is there; nothing."""

_STOP = (
    r"(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|must|should|may|of|in|on|for|to|with|at"
    r"|by|from|into|over|per|that|which|who|when|than|and|or|as|there)\b"
)
_COUNT = re.compile(
    rf"\bhow many\s+(?:more |fewer |other )?(?P<thing>(?:(?!{_STOP})[\w'’.+-]+\s*){{1,4}})(?P<next>\w*)", re.I
)
_DEGREE = re.compile(
    r"\bhow (?:much|large|big|long|fast|high|far|small|deep|wide|old|often|quickly|slow|heavy|expensive|close"
    r")\b"
    rf"(?:\s+(?P<thing>(?:(?!{_STOP})[\w-]+\s*){{1,3}}))?",
    re.I,
)
_METRICS = (
    r"accurac(?:y|ies)|scores?|rates?|ratios?|percent(?:age)?|share|fraction|proportion|portion|size|factor|speed-?ups?"
    r"|throughput|latency|mAP|mIoU|BLEU|ROUGE|PSNR|SSIM|F1|AUC|AUROC|RMSE|MAE|FID|perplexity|budget|costs?|price"
    r"|temperature|dimension|length|correlation|distance|error|gain|bound|top-1|duration|frequency|resolution|dose"
    r"|mortality|altitude|power|bandwidth|level"
)
_MEASURE = re.compile(
    rf"\b(?:what|which)\b(?:\W+(?:is|are|was|were)\W+(?:the|an?))?"
    rf"(?P<thing>(?:\W+(?!{_STOP})[\w'’.+-]+){{0,3}}?\W+(?:{_METRICS}))(?=\W*$|\W+{_STOP})",
    re.I,
)
_TERSE = re.compile(rf"^(?:[\w-]+ ){{0,3}}(?:{_METRICS})(?: of| on| for| with| over| at| and|,|\W*$)", re.I)
"""'Decoding speed-up of X'."""
_NAMED_THINGS = (
    r"data ?sets?|corpus|corpora|benchmarks?|collections|languages|countr(?:y|ies)|cit(?:y|ies)|hospitals?"
    r"|universit(?:y|ies)|institutions?|compan(?:y|ies)|organi[sz]ations?|GPUs?|chips?|devices|librar(?:y|ies)|packages?"
    r"|version|backbones?|models|teachers?|encoder|simulators?"
)
_NAMES = re.compile(
    r"\b(?:what|which)\s+(?:of (?:the |these )?)?(?:\w+[- ]){0,3}?"
    rf"(?P<thing>{_NAMED_THINGS}|(?:language |vision |image |video |base )model)\b",
    re.I,
)
_PLACE = re.compile(
    r"^\W*where (?:was|were|did|is)\b.*"
    r"\b(?:recorded|collected|held|conducted|carried out|tested|deployed|filmed|based)\b",
    re.I,
)
_DATE = re.compile(
    r"^\W*(?:(?:and|since|until|from)\s+)?when (?:did|was|were|will)\b|\b(?:what|which) year\b", re.I
)
_PERSON = re.compile(r"^\W*(?:(?:and|by|for|to|with)\s+)?who(?:m|se)?\b", re.I)
_POLAR = re.compile(r"^\W*(?:(?:and|but|so)\s+)?(?:is|are|was|were|do|does|did|can|could|has|have)\b", re.I)

_SOME_UNITS = (
    (re.compile(r"\bshare\b|\bpercent|\bfraction\b|\b(?:pro)?portion\b", re.I), frozenset({"%", "points"})),
    (re.compile(r"\bhow long\b.*\b(?:take|last|run|train|need)s?\b|\bduration\b", re.I), frozenset({"s"})),
    (re.compile(r"\bhow much\b.{0,30}\b(?:memory|storage|RAM|VRAM)\b", re.I), frozenset({"byte", "%", "x"})),
)
"""Questions that only figures with one of these units answer."""
_MONEY = re.compile(
    r"\b(?:dollars?|euros?|budget|how expensive)\b|\bprices? (?:per|of)\b|\bhow much\b.*\bcosts?\W*$", re.I
)
_PAID = re.compile(r"[$€£]\s?\d|\b(?:dollars?|euros?|USD|EUR|GPU[- ]hours?)\b", re.I)
_DENIAL = re.compile(
    r"\b(?:without|no|not|never|free (?:of|from)|dispens\w+ with|eliminat\w+|avoid\w*|n't)\b", re.I
)
_NEAR = 40
"""Letters behind a denial within which stands what is denied."""
_LEARNT = re.compile(r"\b(?:pre-?)?train(?:ed|ing|s)?\b", re.I)
_COMPARED = re.compile(
    r"(?:better|worse|more|less|higher|lower|bigger|smaller|larger|fewer|greater|sooner|later|further)\Z",
    re.I,
)
"""Words of degree that any figure may belong to."""

_UNIT_WORDS = {form.lower(): unit for form, (unit, _) in UNITS.items() if len(form) > 2}
_SAME = tuple(
    frozenset(map(stem, words.split()))
    for words in (
        "image picture photo frame scan slide sample example",
        "paper work article publication study",
        "person people participant subject user adult patient volunteer human child student woman man",
        "dataset corpus corpora benchmark collection set suite",
        "model network system architecture llm",
        "scene scenario setting condition",
        "parameter weight",
        "task problem",
        "document passage text sample",
        "token word context length sequence",
    )
)
"""Words for the same countable things."""
_YEAR_OR_MONTH = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December) \d"
    r"|\b(?:19|20)\d\d\b"
)
_NAME = re.compile(r"(?<![\w-])(?=[\w-]*[A-Z])[\w][\w.+-]*\w")


@dataclass(frozen=True)
class _Text:
    """A paper as it is looked at."""

    paper: Paper

    @cached_property
    def sentences(self) -> tuple[Statement, ...]:
        """Its sentences in order; the abstract as a whole when they are not known."""
        numbers = range(1, len(self.paper.sentences) + 1)
        return tuple(map(Statement, map(self.paper.sentence, numbers))) or (Statement(self.paper.abstract),)

    @cached_property
    def figures(self) -> tuple[tuple[Statement, tuple[Quantity, ...]], ...]:
        """Sentences with the figures that each states, years and ordinals left out."""
        return tuple((sentence, found) for sentence in self.sentences if (found := figures(sentence)))

    @cached_property
    def stems(self) -> frozenset[str]:
        """Stems of the words of title and abstract."""
        return frozenset().union(Statement(self.paper.title).stems, *(s.stems for s in self.sentences))


def lacking(question: str, papers: Iterable[Paper]) -> float:
    """NOTHING when none of the papers has what the question asks for, KIND_ONLY or THERE when one has.

    THERE, too, for a question that expects no thing of a particular kind.
    """
    return min((_lack(question, _Text(paper)) for paper in papers), default=THERE)


def asks_for_figure(question: str) -> bool:
    """Whether a count or a measure would answer: 'how many', 'how much', 'what accuracy', 'speed-up of X'."""
    measured = any(pattern.search(question) for pattern in (_MEASURE, _DEGREE, _TERSE))
    return bool(_COUNT.search(question)) or (measured and not _NAMES.search(question))


def _lack(question: str, text: _Text) -> float:
    found = _missing(question, text)
    return THERE if found and _denied(question, text) else found


def _denied(question: str, text: _Text) -> bool:
    """Whether a sentence says that there is none of what is to be counted, measured or affirmed.

    'Without retraining' answers 'how much retraining?' and 'does it need retraining?', no other question.
    """
    amount = _COUNT.search(question) or _MEASURE.search(question) or _DEGREE.search(question)
    thing = (amount["thing"] or "") if amount else question if _POLAR.search(question) else ""
    asked = Statement(thing).stems - Statement(text.paper.title).stems
    for sentence in text.sentences if asked else ():
        ends = [match.end() for match in _DENIAL.finditer(sentence.plain)]
        behind = (w for w in sentence.words if any(0 <= w.start - end <= _NEAR for end in ends))
        if any(word.stem in asked for word in behind):
            return True
    return False


def _missing(question: str, text: _Text) -> float:
    if match := _COUNT.search(question):
        return _uncounted(match, text)
    if match := _NAMES.search(question):
        return _nameless(question, match["thing"], text)
    if match := _MEASURE.search(question) or _DEGREE.search(question):
        return _unmeasured(question, match["thing"] or "", text)
    for pattern, look in _OTHERS:
        if pattern.search(question):
            return look(question, text)
    return THERE


def _uncounted(match: re.Match[str], text: _Text) -> float:
    """Whether there is no number of the things that are to be counted."""
    things = content(match["thing"])
    amounts = [amount for _, found in text.figures for amount in found]
    heads = things[-1:] if re.match(_STOP, match["next"], re.I) else things[:2]
    if heads and heads[-1] in _UNIT_WORDS:
        # 'How many ROUGE-1 points': a figure beside ROUGE is enough.
        heads = [part for thing in things for part in thing.split("-")]
    learnt = bool(_LEARNT.search(match.string))
    counted = any(_counts(a, head, learnt) for a in amounts for head in heads) if heads else bool(amounts)
    if counted or any(_single(things, sentence) for sentence in text.sentences):
        return THERE
    # 'How many lamp makers' of a text with 'six lamp vendors': it has a count of what its own word may mean.
    unknown = len(heads) == 1 and not _alike(heads[0]) & text.stems
    of = [_alike(word) for word in things[:-1]] if unknown else []
    return KIND_ONLY if any(group & amount.nouns for amount in amounts for group in of) else NOTHING


def _single(things: Sequence[str], sentence: Statement) -> bool:
    """Whether a sentence says of the things that it is one: 'a single A100 GPU'."""
    words = sentence.words
    behind = (words[place + 1 : place + 4] for place, word in enumerate(words) if word.form == "single")
    alike = frozenset().union(*map(_alike, things))
    return any(word.stem in alike for some in behind for word in some)


def _counts(amount: Quantity, head: str, learnt: bool) -> bool:
    """`learnt`: the question is about what a model was trained on, of which a context is no part."""
    if learnt and stem(head) == "token":
        return stem(head) in amount.nouns | amount.near
    if head in ("point", "points"):
        return amount.unit in ("points", "%")
    if head in _UNIT_WORDS:
        return amount.unit == _UNIT_WORDS[head]
    return bool(_alike(head) & (amount.nouns | amount.near))


def _alike(word: str) -> frozenset[str]:
    root = stem(word)
    return frozenset({root}).union(*(group for group in _SAME if root in group))


def _unmeasured(question: str, thing: str, text: _Text) -> float:
    """Whether there is no figure of the wanted kind, or none in a sentence about the thing."""
    if _MONEY.search(question):
        return THERE if _PAID.search(text.paper.abstract) else NOTHING
    units = next((units for pattern, units in _SOME_UNITS if pattern.search(question)), None)
    measured = [s for s, amounts in text.figures if units is None or any(a.unit in units for a in amounts)]
    if not measured:
        return NOTHING
    aspect = "".join(content(thing)[-1:])
    if not aspect or _COMPARED.match(aspect) or any(worded(aspect, s.text) > 0 for s in measured):
        return THERE
    return KIND_ONLY


def _nameless(question: str, thing: str, text: _Text) -> float:
    """Whether no name stands in a sentence about the things that are to be named."""
    shortened = " ".join(re.findall(r"\(([\w-]+)\)", text.paper.abstract))
    known = f"{question} {text.paper.title} {shortened}".lower()
    alike = _alike(content(thing)[-1])
    about = [sentence for sentence in text.sentences if alike & sentence.stems]
    if any(_names(sentence.text, known) for sentence in about):
        return THERE
    return NOTHING if about or not any(_names(s.text, known) for s in text.sentences) else KIND_ONLY


def _names(text: str, known: str) -> list[str]:
    """Names in a sentence that neither the question nor the title has; its first word only if coined."""
    found = (m[0] for m in _NAME.finditer(text) if m.start() > 0 or m[0][1:] != m[0][1:].lower())
    return [name for name in found if not _known(name, known)]


def _known(name: str, known: str) -> bool:
    """Whether a name, or each part of it that has a capital, stands there."""
    parts = [part for part in name.split("-") if part != part.lower()] or [name]
    return all(part.lower().removesuffix("s") in known for part in parts)


def _undated(question: str, text: _Text) -> float:
    return THERE if _YEAR_OR_MONTH.search(text.paper.abstract) else NOTHING


def _unplaced(question: str, text: _Text) -> float:
    places = re.search(r"\b(?:in|at|from|of) (?:the )?[A-Z][a-z]{3,}", text.paper.abstract)
    return KIND_ONLY if places else NOTHING


def _unknown_person(question: str, text: _Text) -> float:
    """Abstracts hardly name people."""
    return NOTHING


def _unspoken(question: str, text: _Text) -> float:
    """Whether a property that is asked for by yes or no is not spoken of: its words don't stand there."""
    asked = Statement(question).stems - Statement(text.paper.title).stems
    missing = len(asked - text.stems) / len(asked) if asked else 0.0
    return NOTHING if missing > 2 / 3 else KIND_ONLY if missing > 1 / 3 else THERE


_OTHERS: Sequence[tuple[re.Pattern[str], Callable[[str, _Text], float]]] = (
    (_DATE, _undated),
    (_PLACE, _unplaced),
    (_PERSON, _unknown_person),
    (_POLAR, _unspoken),
)
