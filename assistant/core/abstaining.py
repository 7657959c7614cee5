"""A question and its evidence in, the probability that the abstracts answer it out."""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, astuple, dataclass

from assistant.core.expecting import lacking
from assistant.core.grounding.lexis import Statement
from assistant.core.selecting import ScoredSentence
from assistant.domain import Paper, Query, Ranked


@dataclass(frozen=True, slots=True)
class EvidenceSigns:
    """What speaks for an answer being there, then what speaks against it."""

    passage: float
    """Reranker's logit of the first paper's best passage."""
    margin: float
    """How far the best passage lies above the median one: a question about nothing here is flat."""
    detail: float
    """Share of the question's words that stand in the first paper's abstract, those of its title left out."""
    lacking: float
    """How far the kind of thing that is asked for is not there, see `expecting.lacking`."""
    strangers: float
    """Names in the question that the paper of the best sentence doesn't have; two at most."""
    named: float
    """1 when the question names its paper: the reranker then likes any of its sentences, else 0."""


AGAINST = frozenset({"lacking", "strangers", "named"})
"""Signs that speak against an answer: their weights are never above 0, the others' never below."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Logistic model over EvidenceSigns and the threshold below which the answer is withheld.

    Fitted by `python -m eval.calibrate` on questions asked once with their paper in the collection
    and once without it (Platt 1999); the settings section 'calibration' holds the result.
    """

    intercept: float = 0.0
    passage: float = 0.0
    margin: float = 0.0
    detail: float = 0.0
    lacking: float = 0.0
    strangers: float = 0.0
    named: float = 0.0
    threshold: float = 0.5
    relevant_logit: float = 0.0
    """Least reranker logit at which a paper is relevant to a question."""
    probe_middle: float = 0.0
    """Logit midway between both kinds of probes in the collection that this was fitted on."""

    @property
    def fit(self) -> str:
        """Tells one fit from another: a threshold that was found for a collection holds for its fit alone."""
        return f"{zlib.crc32(repr(astuple(self)).encode()):08x}"


def evidence_signs(
    query: Query, ranked: Sequence[Ranked], sentences: Sequence[ScoredSentence], papers: Sequence[Paper]
) -> EvidenceSigns:
    """Signs read off reranked passages, scored sentences (best first) and the papers of the evidence.

    None of them may be empty. What a question asks for is looked for where the answer would come from: in the
    papers that it names, else in the first one and that of the best sentence.
    """
    logits = sorted(_against_all([item.score for item in ranked]))
    top = max(item.score for item in ranked if item.passage.paper_id == ranked[0].passage.paper_id)
    first, quoted = papers[0], sentences[0].paper
    asked = Statement(query.topic).stems - Statement(first.title).stems
    return EvidenceSigns(
        passage=top,
        margin=top - logits[len(logits) // 2],
        detail=len(asked & Statement(first.abstract).stems) / len(asked) if asked else 1.0,
        lacking=lacking(query.standalone, papers if query.named_papers else (first, quoted)),
        strangers=min(2.0, float(len(strangers(query.standalone, quoted)))),
        named=float(bool(query.named_papers)),
    )


_USUALLY_READ = 30
"""Passages that are reranked in a collection of fifteen papers and more where nothing is filtered."""
_UNRELATED = -11.0
"""The reranker's logit of a passage about something else: medians of such searches are -9.6 to -11.2."""


def _against_all(logits: Sequence[float]) -> list[float]:
    """The logits, with those of the passages that a filter or a small collection lacks.

    Else none would lie above the others: one abstract that tells all would answer nothing.
    """
    return [*logits, *[_UNRELATED] * max(0, _USUALLY_READ - len(logits))]


_LITERAL = tuple(
    (re.compile(asked, re.I), re.compile(stated or asked, re.I))
    for asked, stated in (
        (r"\b(?:mini-?)?batch[- ]?sizes?\b", ""),
        (r"\blearning[- ]rates?\b", ""),
        (r"\bweight[- ]decay\b", ""),
        (r"\bdrop-?out\b", ""),
        (r"\bgradient[- ]clipping\b", ""),
        (r"\b(?:random[- ])?seeds?\b(?= (?:was|were|is|are|did|do|does)\b)|\brandom[- ]seeds?\b", r"\bseed"),
        (r"\boptimi[sz]ers?\b", r"\boptimi[sz]er|\bAdam|\bSGD\b|\bMuon\b|gradient descent"),
        (r"\btokeni[sz]ers?\b", r"\btokeni[sz]|\bBPE\b|piece\b"),
        (r"\bvocabulary sizes?\b", r"\bvocabular"),
        (r"\bhidden (?:dimensions?|sizes?)\b", r"\bhidden|\bdimension"),
        (r"\bGPU[- ](?:hours?|days?)\b", r"\bhours?\b|\bdays?\b"),
        (r"\binter-?\w+[- ]agreement\b|\b(?:Cohen|Fleiss)\W?s? kappa\b", ""),
        (r"\bannotators?\b", r"\bannotat|\blabel|\brater|\bhuman"),
        (r"\bconfidence[- ]intervals?\b", ""),
        (r"\bword[- ]error[- ]rates?\b", r"word[- ]error|\bWER\b"),
        (r"\bperplexit(?:y|ies)\b", r"perplexit|\bPPL\b"),
        (r"\bcarbon[- ](?:footprint|emissions?)\b|\bCO2\b", ""),
        (r"\belectricity\b|\benergy (?:consum\w+|use|usage)\b", r"electric|energy|power|watt|joule"),
        (r"\bdollars?\b", r"dollar|\$ ?\d|price|\bUSD\b"),
        (r"\blicen[cs](?:es?|ed|ing)\b", ""),
        (r"\bfund(?:ing|ed|ers?)\b|\bsponsor\w*", ""),
        (r"\bsalar(?:y|ies)\b|\bwages?\b", ""),
        (r"\bethics (?:board|committee|approval)\b|\binformed consent\b", ""),
        (r"\b(?:mobile )?phones?\b|\bsmartphones?\b", r"phone|mobile"),
        (
            r"\bprogramming languages?\b",
            r"\bPython|\bC\+\+|\bRust\b|\bCUDA\b|\bTriton\b|\bJava\b|\bDSL\b|programming",
        ),
    )
)
"""Terms with all that a text may have in their place: what tells of them says one of these."""


def unstated(question: str, papers: Iterable[Paper]) -> tuple[str, ...]:
    """What a question asks for by a term that none of the papers uses, nor another for it."""
    texts = [f"{paper.title} {paper.abstract}" for paper in papers]
    asked = ((found[0], stated) for term, stated in _LITERAL if (found := term.search(question)))
    return tuple(words for words, stated in asked if not any(map(stated.search, texts)))


_NAMES = re.compile(
    r"\b(?=\w*[A-Z])(?:[A-Z]{3,}|[A-Z]{2,}-?\d+|[A-Z][A-Za-z]+-\d+|[A-Z]{2,}[a-z]+[A-Z]\w*)\b"
)
"""Abbreviations of three letters, and names with a number: data sets, devices, metrics."""


_JOINT = re.compile(r"(?:^|\s)(?:and|or|vs\.?|versus|than|with)(?:\s|$)")
_STRESSED = re.compile(
    "ALL|AND|ANY|BOTH|CAN|DOES|EACH|EVERY|FASTER|FIRST|HOW|LESS|MORE|MOST|MUST|NEW|NOT|ONE|ONLY|REALLY|SAME|THE|TWO|WHAT"
    "|WHICH|WHO|WHY|WITHOUT"
)
"""Words that people write in capitals to stress them."""


def _joined(question: str, name: re.Match[str]) -> bool:
    """Whether a name stands beside another one ('X and Y'): that may be a method of another paper."""
    before, after = question[: name.start()], question[name.end() :]
    return bool(_JOINT.search(before[-8:]) or _JOINT.match(after))


def unnamed(question: str, papers: Sequence[Paper]) -> tuple[str, ...]:
    """Names of data sets, devices and metrics in a question that none of the papers has, nor writes out."""
    if question.isupper():
        return ()
    texts = [f"{paper.title} {paper.abstract}" for paper in papers]
    initials = ["".join(word[0] for word in re.findall(r"[A-Za-z]+", text)).upper() for text in texts]
    found = (match for match in _NAMES.finditer(question) if not _STRESSED.fullmatch(match[0]))
    names = dict.fromkeys(match[0] for match in found if not _joined(question, match))
    lacking = unheard([name.removesuffix("s") for name in names], papers)
    return tuple(name for name in lacking if not any(name.upper() in letters for letters in initials))


_PROPER = re.compile(r"(?<=[\w,;:)] )[\"“‘(]?(?=[\w-]*[A-Z])[^\W\d][\w.+-]*\w")
"""A word with a capital that does not begin a sentence, and is no number ('128K')."""


def strangers(question: str, paper: Paper) -> tuple[str, ...]:
    """Words with a capital within a question that a paper doesn't have, nor writes out.

    One of 'X and Y' is none: it may be of another paper, and the answer about this one is worth having.
    """
    if question.isupper():
        return ()
    found = (match for match in _PROPER.finditer(question) if not _STRESSED.fullmatch(match[0]))
    names = (match[0] for match in found if not _joined(question, match))
    parts = (max(re.findall(r"\w*[A-Z][\w.+]*", name), key=len).removesuffix("s") for name in names)
    lacking = unheard(dict.fromkeys(parts), [paper])
    initials = "".join(re.findall(r"\b[A-Za-z]", f"{paper.title} {paper.abstract}")).upper()
    return tuple(name for name in lacking if len(name) < 3 or name.upper() not in initials)


def unheard(names: Iterable[str], papers: Iterable[Paper]) -> tuple[str, ...]:
    """The names that no paper has, in whatever spelling ('LayerNorm' is 'layer normalisation').

    Where a question names what its evidence never does, an answer would be about something else.
    """
    texts = [_squeezed(" ".join((p.title, p.abstract, *p.authors, p.organisation, p.venue))) for p in papers]
    return tuple(name for name in names if not any(_squeezed(name) in text for text in texts))


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())


_MOST = 0.6
"""Least share of a question's words, its title's left out, that the abstract of a named paper has."""


def plainly_told(signs: EvidenceSigns, calibration: Calibration) -> bool:
    """Whether the paper that the question names speaks of it in its words, and has what is asked for.

    Where many papers of a collection are about the same thing, the named one can't lie far above them.
    """
    there = not signs.lacking and not signs.strangers and signs.detail >= _MOST
    return bool(signs.named) and there and signs.passage >= calibration.relevant_logit


def answerable(signs: EvidenceSigns, calibration: Calibration) -> float:
    """Probability in (0, 1) that the abstracts hold the answer."""
    z = calibration.intercept + sum(getattr(calibration, name) * x for name, x in asdict(signs).items())
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, z))))
