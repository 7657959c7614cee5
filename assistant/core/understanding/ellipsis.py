"""A question that leaves out what was said before in, the whole question out."""

from __future__ import annotations

import re

from assistant.core.grounding.lexis import Statement
from assistant.core.understanding.bounds import bound_in
from assistant.core.understanding.calling import called, one_by_one
from assistant.core.understanding.earlier import Earlier
from assistant.core.understanding.naming import PaperNames
from assistant.core.understanding.references import THE_TWO, of_this_kind
from assistant.core.understanding.vocabulary import (
    ATTRIBUTES,
    AUXILIARIES,
    PREPOSITIONS,
    QUESTION_WORDS,
    content,
    topic_phrase,
    words,
)

_LONGEST_FRAGMENT = 8
"""Words of a phrase that may hang on the question before."""

OWN_WORDS = 3
"""Words that carry meaning from which on a phrase says enough where no paper is spoken of."""

_OPENER = re.compile(
    r"^\W*(?:(?:and|but|so|then|also|ok(?:ay)?|thanks?(?: you)?|great|good|i see|right|well|hm+|now|yes|"
    r"alright|cool|interesting|got it)\b[\s,.!;:]+(?=\w|\[))+",
    re.I,
)
_ABOUT = re.compile(
    r"^(?:(?:what|how) about|what of|(?:the )?same (?:question )?(?:for|with)|"
    r"(?:tell me|say) (?:more )?about)\s+",
    re.I,
)
_MORE = re.compile(
    r"^(?:(?:please |can you |could you )*(?:tell|give|show) me (?:some )?more(?: details?)?|"
    r"more(?: details?)?(?: please)?|go on|continue|details?|"
    r"(?:please |can you |could you )*(?:elaborate|explain)(?: (?:that|this|it))?(?: (?:more|further))?)\W*$",
    re.I,
)
_WHY = re.compile(
    r"^(?P<word>why|how|how so|how come|when|where|who|how much|how many|by how much|how often|how long|"
    r"how far|in what way|since when|which|which ones?|on what|on which|with what|really|"
    r"for example|such as|why not)"
    r"(?: (?:is|does|do|was|did|are) (?:that|this|it|they|so)(?: so| the case| possible)?)?\W*$",
    re.I,
)
_MANY = r"(?:papers?|works?|stud(?:y|ies)|articles?|methods?|approach(?:es)?|models?|ones?|authors|groups?)"
_ELSE = re.compile(
    rf"^(?:(?:who|what|anyone|anybody) else|(?:(?:which|what|do|does|did|are there|is there|has|have|in) )?"
    rf"(?:any |an |some |the )*(?:others|other {_MANY}|another {_MANY}|more {_MANY}))\b(?P<rest>.*)$",
    re.I,
)
_ALIKE = re.compile(r"\b(?:similar|alike|same|there)\b", re.I)
_YEAR = r"(?:19|20)\d\d"
_YEARS = re.compile(
    rf"\b(?:(?:published |only |just )?(?:in|since|from|before|after|until|by|between|during|of))\s+{_YEAR}"
    rf"(?:\s*(?:-|–|to|and|until|or)\s*{_YEAR})?(?: (?:or|and) (?:later|earlier|newer|older))?",
    re.I,
)
_LIST = re.compile(
    r"^\W*(?P<frame>(?:which|what)(?: [\w-]+){0,2}? (?:papers?|works?|articles?|studies|methods?|approaches)"
    r"(?: (?:here|are|that))? (?:deal with|deals with|are about|study|studies|use|uses|address|"
    r"addresses|discuss|discusses|consider|cover|propose|proposes|about|on|treat|investigate|"
    r"focus on|work on))\s+(?P<topic>.+)",
    re.I,
)
_LISTS = re.compile(r"\W*(?:(?:which|what)\b.*\b(?:papers|works|studies|articles)|list|show|find)\b", re.I)
_SHORT_LIST = 5
_COMPARES = re.compile(r"\b(?:compar\w+|differ\w*|versus|vs\.?)\b", re.I)
_COMPARED = re.compile(r"^(?:compared (?:to|with)|versus|vs\.?|than|against|relative to)\b", re.I)
_JOINERS = re.compile(r"(?:\W|\b(?:and|or|with|to|vs|versus)\b)*", re.I)
_OPEN_COMPARISON = re.compile(r"\b(?:compare|differ|stack up|fare)\s*\?*$", re.I)


def without_opener(text: str) -> str:
    """The question without 'and', 'ok,' or 'thanks!' in front; as it is when nothing else is there."""
    return _OPENER.sub("", text) or text


def continued(text: str, earlier: Earlier) -> str:
    """'Why?' and 'tell me more': the question before with what is now wanted of it; empty for others."""
    before = _bare(earlier.question)
    if _MORE.match(text):
        return f"{before}, in more detail?"
    why = _WHY.match(text)
    return f"{before}, and {why['word'].lower()}?" if why else ""


def elsewhere(text: str, earlier: Earlier, names: PaperNames) -> str:
    """'Who else?' and 'which other paper does that?': a list of the topic before; empty for others."""
    other = _ELSE.match(text)
    if not other or content(_ALIKE.sub("", other["rest"])) or names.mentions(text):
        return ""
    listing = _LIST.match(earlier.question)
    topic = listing["topic"] if listing else topic_phrase(names.without_names(earlier.question))
    return f"Which other papers deal with {_bare(topic)}?" if topic else ""


def same_for_another(text: str, earlier: Earlier, names: PaperNames) -> str:
    """'What about X?', where X are papers: the question before, asked of X; empty for other questions."""
    found = [paper for paper, _ in one_by_one(text, names)]
    if _COMPARED.match(text) and found:
        return f"{_bare(earlier.question)} {_bare(text)}?"
    if not found or content(_ABOUT.sub("", names.without_names(text))) or _asks(names.without_names(text)):
        return ""
    return _asked_of(tuple(dict.fromkeys(found)), earlier.question, names)


def completed(text: str, earlier: Earlier, names: PaperNames) -> str:
    """A fragment joined to the question before it; empty when the question needs nothing.

    A question that names a paper, or has words of its own beyond what every paper has, stands alone.
    """
    if names.mentions(text):
        lead = called(_papers(earlier)[:1], names)
        return f"{_bare(text)} to {lead}?" if lead and _OPEN_COMPARISON.search(text) else ""
    before = _bare(earlier.question)
    if years := _YEARS.fullmatch(_bare(text)):
        return " ".join(f"{_YEARS.sub('', before)} {years[0]}?".split())
    if bounded := _bounded_anew(before, _bare(text)):
        return bounded
    about = _ABOUT.match(text)
    if about or _is_fragment(text):
        return _joined(text[about.end() :] if about else text, earlier, names, aspect=bool(about))
    return _of_the_paper(text, earlier, names)


def _bounded_anew(before: str, phrase: str) -> str:
    """'And under 100B?' after 'models with more than 30B parameters': that with the other bound."""
    old, new = bound_in(Statement(before)), bound_in(Statement(phrase))
    if not old or not new:
        return ""
    rest = f"{phrase[: new.start]} {phrase[new.end :]}"
    if not set(content(_ABOUT.sub("", rest))) <= set(content(before)):
        return ""
    anew = f"{before[: old.start]}{phrase[new.start : new.end]}{before[old.end :]}?"
    return anew if _asks(before) or _LISTS.match(before) else f"Which papers deal with {anew}"


def _joined(fragment: str, earlier: Earlier, names: PaperNames, *, aspect: bool) -> str:
    """A phrase joined to what was asked: to the paper if there is one, else to the whole question."""
    phrase, before, papers = _bare(fragment), _bare(earlier.question), _papers(earlier)
    first = words(phrase)[0] if words(phrase) else ""
    if re.match(r"how (?:many|much) (?!\w+er$)\w+$", phrase, re.I) and papers:
        return f"{phrase} {'does' if len(papers) == 1 else 'do'} {called(papers, names)} have?"
    if first == "how" and papers:
        return f"{phrase} {'is' if len(papers) == 1 else 'are'} {called(papers, names)}?"
    if first in PREPOSITIONS and not aspect and not (papers and _asks(phrase)):
        alike = "about|on" if first in ("about", "on") else re.escape(first)
        same = re.search(rf"\b(?:{alike})\b(?:\s+[\w-]+){{1,4}}$", before, re.I)
        rest = before[: same.start()] if same and not names.mentions(same[0]) else before
        return f"{rest.strip()} {phrase}?"
    if listing := _LIST.match(before):
        return f"{listing['frame']} {phrase}?"
    if not papers:
        return f"{before}: {phrase}?" if len(content(phrase)) < OWN_WORDS else ""
    if aspect:
        return f"What {'does' if len(papers) == 1 else 'do'} {called(papers, names)} say about {phrase}?"
    return f"{phrase} in {called(papers, names)}?"


def _of_the_paper(text: str, earlier: Earlier, names: PaperNames) -> str:
    """A question of what every paper has ('what are the limitations?') asked of the papers before."""
    asked, of_what = content(text), called(_papers(earlier), names) or earlier.topic
    general = bool(asked) and all(word in ATTRIBUTES for word in asked)
    listing = re.search(r"\b(?:papers|studies|works|articles)\b", text, re.I)
    if listing or not of_what or not (general or of_this_kind(text)):
        return ""
    if general:
        return f"{_bare(text)} in {of_what}?"
    about = topic_phrase(names.without_names(earlier.question)) if THE_TWO.search(text) else ""
    return f"{_bare(text)} ({', '.join(filter(None, (about, of_what)))})?"


def _asked_of(papers: tuple[str, ...], before: str, names: PaperNames) -> str:
    """The question before with its paper replaced; papers that were compared are joined by the new ones."""
    found, new = one_by_one(before, names), called(papers, names)
    if not found:
        listing = _LIST.match(before) or _LISTS.match(before)
        return f"What is {new} about?" if listing else f"{_bare(before)} in {new}?"
    old = tuple(dict.fromkeys(paper for paper, _ in found))
    start, end = found[0][1].start, found[-1][1].end
    if len(old) == 1:
        return f"{before[: found[-1][1].start]}{new}{before[end:]}"
    if set(papers) <= set(old):
        return f"What is {new} about?"
    if not _COMPARES.search(before) or not _JOINERS.fullmatch(names.without_names(before[start:end])):
        return f"{before[:end]} and {new}{before[end:]}"
    everything = called(tuple(dict.fromkeys((*old, *papers))), names)
    return f"{before[:start]}{everything}{before[end:]}"


def _papers(earlier: Earlier) -> tuple[str, ...]:
    """The papers asked for before, else those of a short list, else the one that the answer cites first."""
    listed = earlier.plural() if _LISTS.match(earlier.question) else ()
    return earlier.asked() or (listed if len(listed) <= _SHORT_LIST else ()) or earlier.single()[:1]


def _is_fragment(text: str) -> bool:
    """Whether a short text has no verb of its own: it opens with a preposition, or is a phrase with '?'."""
    spoken = words(text)
    if not 0 < len(spoken) <= _LONGEST_FRAGMENT or set(spoken) & AUXILIARIES:
        return False
    questioned = text.rstrip().endswith("?")
    opens = spoken[0] in PREPOSITIONS or spoken[0] in ("only", "just", "even")
    asks = bool(QUESTION_WORDS & set(spoken))
    return opens or (questioned and (not asks or (spoken[0] in QUESTION_WORDS and len(spoken) <= 4)))


def _asks(text: str) -> bool:
    """Whether words of asking are left: 'what is it?', 'how fast?', 'why?'."""
    return bool(set(words(_ABOUT.sub("", text))) & QUESTION_WORDS)


def _bare(text: str) -> str:
    return text.strip().rstrip("?.! ")
