"""A question for a list and an abstract in, the sentence that tells of making such a thing out.

'Which papers introduce a benchmark?' is not answered by a paper that is only measured on one, though it
speaks of benchmarks as often.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.core.picking.criterion import Criterion
from assistant.core.rhetoric import part
from assistant.core.understanding.vocabulary import content
from assistant.domain import Paper

MAKE = (
    r"(?:(?:introduc|propos|present|releas|publish|contribut|creat|construct|curat|collect|provid|develop|design"
    r"|compil|annotat|open-sourc|assembl|establish|offer|build)(?:e|s|es|ed|d|ing)?|built)\b"
)
_SURVEY = r"surveys?|reviews?"
_THINGS = (
    r"benchmarks?|benchmarking|testbeds?|leaderboards?|test suites?",
    r"data ?sets?|corpus|corpora|treebanks?|data collections?",
    _SURVEY,
    r"toolkits?|librar(?:y|ies)|software packages?",
    r"metrics?",
    r"taxonom(?:y|ies)|typolog(?:y|ies)",
    r"simulators?",
)
"""What papers make that others only use; each line is one thing."""

_ASKED = re.compile(
    rf"\b(?:{MAKE}|new|novel|own) (?P<object>[^?.;:]+?)"
    r"(?= (?:for|of|on|to|that|which|in|with|from|by|about|and (?:report|show|use|evaluate))\b|[?.;:]|\s*$)",
    re.I,
)
_ANY = "|".join(_THINGS)
_REVIEWS = (
    r"\bsurveys?\b|\b(?:literature|systematic|critical|scoping|narrative|comprehensive) reviews?\b"
    r"|\breviews? (?:articles?|of|on|about)\b|\b(?:papers?|works?|articles?|which|that) reviews?\b"
    r"|^\W*(?:(?:any|all|other|recent|the)\s+)*reviews?\b"
)
"""Reviews of literature; others are what customers write."""
_CALLED = re.compile(
    rf"\b(?:{_ANY}) papers?\b|{_REVIEWS}"
    rf"|^\W*(?:(?:any|all|other|recent|large|public)\s+)*(?:{_ANY})"
    rf"(?= (?:on|of|about|for|in|(?:that (?:are|were) )?{MAKE})\b|\W*$)",
    re.I,
)
"""'Benchmark papers', 'benchmarks for lamps', and surveys, which a paper is and seldom uses."""
_MORE = re.compile(r"\b(?:and|or) (?:\w+ )?(?:compar\w+|stud(?:y|ies)|analys[ei]s|overviews?)\b", re.I)
"""What is asked for beside surveys, and told in too many ways."""
_ALIKE = re.compile(
    rf"\b(?:{_SURVEY})(?:(?:,|,? (?:and|or)) (?:\w+ )?(?:{_SURVEY}|overviews?|tutorials?))+\b", re.I
)
"""'Surveys, reviews and introductory overviews': one thing."""
_SURVEYS = re.compile(
    r"\b(?:this|our|the present) (?:survey|review|overview)\b"
    r"|\bwe (?:\w+ly )?(?:survey|review|categori[sz]e|taxonomi[sz]e)\b",
    re.I,
)
"""A survey speaks of itself."""
_PAPERS = re.compile(
    r"\b(?:papers?|works?|articles?|studies|list|find|show|give|me|all|every|any|which|what|are|there|is|that"
    r"|new|novel|own|large|public|their|newly|main|central|contributions?|other|researchers?|existing|literature"
    r"|areas?|fields?|overview)\b",
    re.I,
)
_USED = re.compile(
    r"\b(?:on|in|with|of|from|across|over|using|against|by|under|at|for|to|through|via|use|existing)\W*$",
    re.I,
)
"""Stands before a thing that is used, not made."""


_ARTICLE = r"(?:an?|the first|two|three|several|new|novel|this|(?P<ours>our))"
_DESCRIBING = (
    r"(?!(?:on|in|of|for|with|to|by|from|at|as|and|over|across|that|which|is|are|was|were|has|have|can"
    r"|\w+(?:ments|ates|eves|ows|erves|orms))\b)[\w/-]+"
)
"""A word between article and thing: no preposition, and nothing that begins another part of the sentence."""
_GIVEN_AWAY = (
    r"(?:is|are|was|were|will be|has been|have been)\b[^.;,]{0,30}\b(?:releas|open|publicly|available|public)"
)
_PASSIVE = rf"(?:is|are|was|were|(?:has|have) been) (?:\w+ly )?{MAKE}"
_BEHIND = re.compile(rf"[^,.;]{{0,60}}?\b(?:{_PASSIVE}|(?:that|which) we {MAKE})", re.I)


@dataclass(frozen=True, slots=True)
class Thing(Criterion):
    """A benchmark, a data set, a survey, ..."""

    words: str
    """A regular expression of the words for it."""

    def met_in(self, sentence: str, title: str) -> bool:
        """Whether a sentence says that the paper made such a thing."""
        if part(sentence, title) == "prior":
            return False
        if re.search(rf"\b(?:{self.words}) {_GIVEN_AWAY}", sentence, re.I):
            return True
        if _SURVEY in self.words and _SURVEYS.search(sentence):
            return True
        phrase = re.compile(rf"\b{_ARTICLE} (?:{_DESCRIBING} ){{0,5}}?(?:{self.words})\b", re.I)
        return any(
            match["ours"] or _is_made(sentence[: match.start()], sentence[match.end() :])
            for match in phrase.finditer(sentence)
        )

    def met_by(self, paper: Paper) -> bool:
        """Whether a paper made such a thing, by a sentence or by its title."""
        return bool(self.told_by(paper)) or self._is(paper.title)

    def _is(self, title: str) -> bool:
        """Whether a title calls the paper's work such a thing: 'PosIR: a benchmark of'."""
        words = rf"(?:{_DESCRIBING} ){{0,6}}?(?:{self.words})"
        called = (
            rf"\W*(?!\w+ing )(?:(?:an?|the|towards an?) )?{words}(?: (?:for|from|in|of|on|to|with)\b|\W*$)"
        )
        return any(re.match(called, half, re.I) for half in title.split(":"))


def thing_asked_for(question: str) -> Thing | None:
    """What 'papers that introduce a new benchmark' have made; None for other questions."""
    question = _ALIKE.sub("surveys", question)
    called = () if _MORE.search(question) else _CALLED.finditer(question)
    for match in (*_ASKED.finditer(question), *called):
        asked = match.groupdict().get("object") or match[0]
        named = [words for words in _THINGS if re.search(rf"\b(?:{words})\b", asked, re.I)]
        if named:
            words = "|".join(named)
            rest = re.sub(rf"\b(?:{words}|{MAKE})\b", " ", question, flags=re.I)
            besides = " ".join(content(_PAPERS.sub(" ", rest)))
            return Thing(besides, words)
    return None


def _is_made(before: str, behind: str) -> bool:
    """Whether words around a thing say that it was made: 'introduce PosIR, a', 'that we collected'."""
    if _BEHIND.match(behind):
        return True
    return bool(re.search(rf"\b{MAKE}", before, re.I)) and not _USED.search(before)
