"""Authors and organisations of a collection and a question in, the conditions that name one of them out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from assistant.core.merge import title_key
from assistant.core.understanding.conditions import Condition
from assistant.core.understanding.dates import PAPERS
from assistant.core.understanding.vocabulary import is_sentence
from assistant.domain import Filters, Paper

_ALIKE = 88
"""Least similarity (0 to 100, by insertions and deletions) of a mistyped name."""
_SHORTEST_FUZZY = 6
_SHORTEST_GIVEN = 5
"""Letters of a given name that few have: the surname behind it may be spelled otherwise."""
_MOST_WORDS = 5

_LAB = (
    r"(?:(?:the|that|this) )?(?:(?:lab|laboratory|group|team|company|organi[sz]ation|institute|people|folks|"
    r"researchers)\b ?(?:called |named |at |of |from )?)?"
)
_LEAD = re.compile(
    rf"\b(?:(?:that |which )?(?:were |was |are |is )?(?:written|authored|published|made|released|done|"
    rf"proposed) )?"
    rf"(?P<how>by|from|at|of) {_LAB}(?:the )?(?=[^\W_])",
    re.I,
)
_WORD = re.compile(r"[^\W_]+(?:[-.&'’][^\W_]+)*")
_POSSESSIVE = re.compile(rf"\b(?P<name>[^\W\d_][\w.-]*(?: [A-Z][\w.-]*){{0,3}})['’]s? (?={PAPERS}\b)")
_SUBJECT = re.compile(
    r"\b(?:did|has|have|does) (?P<name>[^\W_][\w.&'’-]*(?: [^\W_][\w.&'’-]*){0,3}?) "
    r"(?:publish(?:ed)?|releas(?:ed?)|(?:co-?)?(?:wr[io]te|written|author(?:ed)?)|put out)\b",
    re.I,
)
_GENERIC_TEXT = (
    "ai lab labs research university institute group team technology technologies science sciences of "
    "the and for inc ltd corporation company academy college school department national international "
    "center centre"
)
_GENERIC = frozenset(_GENERIC_TEXT.split())
_BESIDE = re.compile(rf"\b{PAPERS} (?=[^\W_])", re.I)
"""What an organisation may follow without a word between, as key words are typed: 'papers tencent 2024'."""
_BEFORE = re.compile(
    rf"(?P<name>[^\W_]+(?:[-.&'’ ][^\W_]+){{0,{_MOST_WORDS - 1}}}?) (?:(?:19|20)\d\d )?(?={PAPERS}\b)", re.I
)
"""What an organisation may be among: 'number of tencent papers'."""
_WHOSE = re.compile(
    rf"^\W*(?:(?:all|list|find|show|give|me|please|the|any|every|other|recent) )*"
    rf"(?P<name>[^\W\d_]+(?:[-.’' ]+[^\W\d_]+){{0,2}}?)(?: (?:et al\.?|(?:19|20)\d\d))? {PAPERS}"
    r"(?=(?: please| pls| list)?\W*$|\W+(?:on|about|since|from|before|after|until|in|with|(?:19|20)\d\d)\b)",
    re.I,
)
"""'Example papers', 'ada example papers on lamps'."""
_HOW_MANY = re.compile(
    rf"^\W*(?P<name>[^\W_]+(?:[-.’' ][^\W_]+){{0,2}}?) (?=(?:how many|number of|all|list of) {PAPERS}\W*$)",
    re.I,
)
"""'Example how many papers'."""
_CALLED = re.compile(
    rf"\b{PAPERS} (?:\w+ )?by ((?:[A-Z][\w.'’-]+ ?){{1,4}})(?=$|[^\w\s]| (?:on|about|that|which|in|from|"
    rf"since))"
)
_FROM = re.compile(
    rf"\b{PAPERS} (?:\w+ )?from ((?:[A-Z][\w.&'’-]*[a-z][\w.&'’-]* ?){{1,4}})"
    r"(?=$|[^\w\s]| (?:on|about|that|which|in"
    r"|since))"
)
"""An organisation; abbreviations may as well be conferences."""


class People:
    """Who wrote the papers: finds names of authors and organisations in questions, mistyped ones too."""

    def __init__(
        self,
        papers: Iterable[Paper],
        ordinary: Callable[[str], bool] = lambda word: False,
        spoken_of: Callable[[str], bool] = lambda word: False,
    ) -> None:
        """`ordinary` knows words in small letters that are no names, `spoken_of` all that abstracts have."""
        self._papers = tuple(papers)
        self._ordinary = ordinary
        self._spoken_of = spoken_of

    @cached_property
    def _names(self) -> dict[str, tuple[str, str]]:
        """Normalised name: ('authors' or 'organisation', the name as it filters)."""
        names: dict[str, tuple[str, str]] = {}
        surnames: dict[str, str] = {}
        turned: dict[str, tuple[str, str]] = {}
        for author in dict.fromkeys(author for paper in self._papers for author in paper.authors):
            key = title_key(author)
            names.setdefault(key, ("authors", author))
            given, _, surname = key.rpartition(" ")
            surnames.setdefault(surname, author.split(" ")[-1])
            if given:
                turned.setdefault(f"{surname} {given}", ("authors", author))
        for organisation in dict.fromkeys(paper.organisation for paper in self._papers):
            for part in sorted(_parts(organisation)):
                names.setdefault(title_key(part), ("organisation", part))
        for key, surname in surnames.items():
            names.setdefault(key, ("authors", surname))
        for key, name in turned.items():
            names.setdefault(key, name)
        names.pop("", None)
        return names

    @cached_property
    def _keys(self) -> dict[str, list[str]]:
        """Names long enough to be recognised when mistyped, by their first letter; no bare surnames."""
        keys: dict[str, list[str]] = defaultdict(list)
        for name, (kind, _) in self._names.items():
            if len(name) >= _SHORTEST_FUZZY and (" " in name or kind != "authors"):
                keys[name[0]].append(name)
        return keys

    def named(self, text: str) -> Iterator[Condition]:
        """Conditions like 'by Ada Example', 'from Example Lab', 'Example's papers', or just 'Example Lab'."""
        lower = text.islower()
        whole = text.strip(" ?!.")
        if (found := self._exactly(whole, lower=True)) and found.organisation:
            yield Condition(0, len(whole), found)
        for lead in _LEAD.finditer(text):
            words = list(_WORD.finditer(text, lead.end()))[:_MOST_WORDS]
            if condition := self._behind(text, lead, words, lower):
                yield condition
        for match in _BESIDE.finditer(text):
            yield from self._organisation(text, list(_WORD.finditer(text, match.end()))[:_MOST_WORDS], lower)
        yield from self._author_before(text)
        for match in _BEFORE.finditer(text):
            yield from self._organisation_before(text, list(_WORD.finditer(text, *match.span("name"))), lower)
        for match in (*_SUBJECT.finditer(text), *_HOW_MANY.finditer(text)):
            if filters := self._filters(match["name"].strip(), lower):
                yield Condition(*match.span(), filters, _guessed(match["name"].strip(), filters))
        for match in _POSSESSIVE.finditer(text):
            if filters := self._filters(match["name"], lower):
                yield Condition(*match.span(), filters, _guessed(match["name"], filters))

    def beside_key_words(self, text: str) -> Iterator[Condition]:
        """An organisation's whole name before or behind key words, its parts joined or apart: 'open lab tin'.

        It must be no word that is otherwise used.
        """
        words = [] if is_sentence(text) else list(_WORD.finditer(text))
        for some in filter(None, (words[:1], words[:2], words[-1:], words[-2:])):
            name = text[some[0].start() : some[-1].end()]
            owner = self._organisations.get(title_key(name).replace(" ", ""), "")
            if owner and len(some) < len(words) and not self._ordinary(title_key(owner)):
                yield Condition(some[0].start(), some[-1].end(), Filters(organisation=owner))

    def strangers(self, text: str) -> Iterator[Condition]:
        """'papers by Somebody Else': a name that is nobody's here leaves no paper, and that is the answer."""
        for match in _CALLED.finditer(text):
            name = match[1].strip()
            if not self._filters(name, lower=False):
                start = match.start(1) - len("by ")
                yield Condition(start, match.start(1) + len(name), Filters(authors=(name,)))
        for match in _FROM.finditer(text):
            name = match[1].strip()
            if not self._filters(name, lower=False) and not self._is_venue(name):
                start = match.start(1) - len("from ")
                yield Condition(start, match.start(1) + len(name), Filters(organisation=name))

    def _is_venue(self, name: str) -> bool:
        return any(name in paper.venue for paper in self._papers)

    def _behind(
        self, text: str, lead: re.Match[str], words: list[re.Match[str]], lower: bool
    ) -> Condition | None:
        """The longest name behind a preposition as it is written, else the shortest that is mistyped."""
        if lead["how"].lower() in ("at", "of") and not _who(text[: lead.start()]):
            return None
        ends = [word.end() for word in words]
        for find, order in ((self._exactly, ends[::-1]), (self._nearly, ends)):
            for end in order:
                name = text[words[0].start() : end]
                if filters := find(name, lower):
                    return Condition(lead.start(), end, filters, _guessed(name, filters))
        return None

    def _organisation(self, text: str, words: list[re.Match[str]], lower: bool) -> Iterator[Condition]:
        """The longest name of an organisation that the words begin with."""
        for end in (word.end() for word in reversed(words)):
            found = self._exactly(text[words[0].start() : end], lower)
            if found and found.organisation:
                yield Condition(words[0].start(), end, found)
                return

    def _author_before(self, text: str) -> Iterator[Condition]:
        """An author of whom the papers are asked: 'example papers'; the name is no word of abstracts."""
        match = _WHOSE.match(text)
        found = self._exactly(match["name"], lower=True) if match else None
        if match and found and found.authors and not self._spoken_of(title_key(match["name"])):
            yield Condition(*match.span("name"), found, _guessed(match["name"], found))

    @cached_property
    def _organisations(self) -> dict[str, str]:
        """Whole names by their letters."""
        names = dict.fromkeys(paper.organisation for paper in self._papers if paper.organisation)
        return {title_key(name).replace(" ", ""): name for name in names}

    def _organisation_before(self, text: str, words: list[re.Match[str]], lower: bool) -> Iterator[Condition]:
        """The longest name of an organisation that the words end with, mistyped or not.

        A capital at the beginning of a question tells no name.
        """
        for find in (self._exactly, self._nearly):
            for word in words:
                name = text[word.start() : words[-1].end()]
                found = find(name, lower)
                sure = find == self._exactly and bool(text[: word.start()].strip())
                if found and found.organisation and (sure or not self._ordinary(title_key(name))):
                    yield Condition(word.start(), words[-1].end(), found)
                    return

    def _filters(self, name: str, lower: bool) -> Filters | None:
        return self._exactly(name, lower) or self._nearly(name, lower)

    def _exactly(self, name: str, lower: bool) -> Filters | None:
        """What a name filters by; a name needs a capital, unless nothing in the question has one."""
        key = title_key(re.sub(r"\bet al\.?$", "", name))
        if key in _GENERIC or not (lower or any(map(str.isupper, name))) or (lower and self._ordinary(key)):
            return None
        return _as_filters(self._names.get(key))

    def _nearly(self, name: str, lower: bool) -> Filters | None:
        """What a mistyped name filters by; a surname alone is too short to be told from other words.

        Without a capital its first word must be none that is otherwise used.
        """
        key = title_key(name)
        first = key.partition(" ")[0]
        plain = self._ordinary(key) or self._ordinary(first) if lower else not any(map(str.isupper, name))
        if plain or len(key) < _SHORTEST_FUZZY:
            return None
        if alone := self._by_given_name(key):
            return _as_filters(self._names[alone])
        keys = self._keys.get(key[0], [])
        alike = process.extractOne(key, keys, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        slip = None if alike else process.extractOne(key, keys, scorer=OSA.distance, score_cutoff=1)
        best = alike or slip
        return _as_filters(self._names[best[0]] if best else None)

    def _by_given_name(self, key: str) -> str:
        """The only author of a given name whose surname begins as the one that is written: 'Ada Exemple'."""
        given, _, surname = key.partition(" ")
        if len(given) < _SHORTEST_GIVEN or not surname:
            return ""
        alike = (name for name in self._keys.get(key[0], []) if name.startswith(f"{given} {surname[0]}"))
        same = [name for name in alike if self._names[name][0] == "authors"]
        return same[0] if len(same) == 1 else ""


def _as_filters(found: tuple[str, str] | None) -> Filters | None:
    if found is None:
        return None
    kind, value = found
    return Filters(authors=(value,)) if kind == "authors" else Filters(organisation=value)


def _guessed(name: str, filters: Filters) -> str:
    """The sentence that says as whom a mistyped author was read."""
    author = next(iter(filters.authors), "")
    same = not author or title_key(re.sub(r"\bet al\.?$", "", name)) == title_key(author)
    return "" if same else f"‘{name}’ was read as ‘{author}’."


def _who(before: str) -> bool:
    return bool(re.search(rf"\b(?:{PAPERS}|people|authors|researchers)\s*$", before, re.I))


def _parts(organisation: str) -> set[str]:
    """An organisation's name and the words of it that tell it apart."""
    words = re.findall(r"[^\W_]+", organisation)
    telling = {w for w in words if w.lower() not in _GENERIC and len(w) > 3 and not w.islower()}
    return {organisation, *telling} if organisation else set()
