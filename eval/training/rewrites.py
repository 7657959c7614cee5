"""A true sentence in, the same statement in other words, or less of it, out.

The true members of minimal pairs are made with these, so that a checker can't pass by comparing letters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from eval.training.casing import capital, small
from eval.training.exchanges import converse
from eval.training.faults import Context, pattern
from eval.training.wordlists import SYNONYMS

Rewrite = Callable[[str, Context], str | None]

_OPENER = re.compile(
    r"^(?:However|Moreover|Furthermore|In addition|Additionally|Specifically|Finally|Thus|Therefore|Also|"
    r"In particular|Besides|First|Second|Then|Here|Hence|Consequently|Overall|Notably|As a result|"
    r"To this end|"
    r"In this (?:paper|work|study|article)|In our experiments|In contrast|Meanwhile|Nevertheless), ",
)
_FRONTED = re.compile(r"^((?:In|On|For|With|Using|By|Under|Across|Through) [^,]{5,60}), ([^,]+?)\.?$")
_PASSIVE = re.compile(
    r"^(.{4,60}?) (?:significantly |consistently |substantially )?outperforms? "
    r"(.{4,80}?)(?= (?:on|in|by|for|with)\b|[.,]|$)"
)
_BRACKET = re.compile(r" ?\([^()]*\)")
_TAIL = re.compile(
    r",? (?:which|while|where|whereas|thereby|thus|so that|because|since|although|leading to|resulting in|"
    r"making|allowing|enabling|demonstrating|showing|suggesting) .*$"
)
_MORE = re.compile(r", (?:[^,]{3,40}, )+(?=and )| (?:and|as well as) [^,.]{3,50}(?=[.]?$)")
_DEFINED = re.compile(r"((?:[A-Za-z][\w-]* ){1,5}[A-Za-z][\w-]*) \(([A-Z][A-Za-z]*[A-Z]s?)\)")
_WE = ((r"\bwe\b", "they"), (r"\bWe\b", "The authors"), (r"\b[Oo]ur\b", "their"), (r"\bus\b", "them"))
_PERCENT = ((r"(?<=\d) ?\\?%", " percent"), (r"(?<=\d) ?percent\b", "%"), (r"(?<=\d) ?\\?%", " per cent"))
_FIGURES = tuple(
    zip(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), range(2, 11), strict=True)
)
_FRAMES = (
    "According to this paper, {}",
    "The authors report that {}",
    "The study finds that {}",
    "The paper states that {}",
    "It is reported that {}",
    "As the paper puts it, {}",
    "The results suggest that {}",
)
_INTRO = re.compile(
    r"^(?:Our|The|These|Experimental|Extensive|Empirical)?(?: [a-z]+){0,2} ?(?:results|experiments|findings|"
    r"evaluations?|analys[ei]s)(?: [a-z]+){0,4} (?:show|demonstrate|indicate|reveal|suggest|confirm)s? that "
    r"(?=\w)|^We (?:show|find|"
    r"demonstrate|observe|found|prove|argue) that "
)


def third_person(text: str, context: Context) -> str | None:
    """'We show' becomes 'The authors show'."""
    changed = text
    for old, new in _WE:
        changed = re.sub(old, new, changed)
    return _if_new(changed, text)


def opener_dropped(text: str, context: Context) -> str | None:
    """'However, ' and the like go."""
    return _if_new(capital(_OPENER.sub("", text)), text)


def intro_dropped(text: str, context: Context) -> str | None:
    """'Our results show that' goes."""
    return _if_new(capital(_INTRO.sub("", text)), text)


def refronted(text: str, context: Context) -> str | None:
    """'On X, we do Y.' becomes 'We do Y on X.'"""
    found = _FRONTED.match(text)
    return found and f"{capital(found[2])} {small(found[1])}."


def passive(text: str, context: Context) -> str | None:
    """'A outperforms B' becomes 'B is outperformed by A'."""
    found = _PASSIVE.match(text)
    if found is None:
        return None
    verb = "are" if re.search(r"(?:s|ls|ds|work) *$", found[2]) else "is"
    return f"{capital(found[2])} {verb} outperformed by {small(found[1])}{text[found.end() :]}"


def brackets_dropped(text: str, context: Context) -> str | None:
    """What stands in brackets goes."""
    return _if_new(_BRACKET.sub("", text), text)


def tail_dropped(text: str, context: Context) -> str | None:
    """A closing clause goes."""
    changed = _TAIL.sub(".", text)
    return _if_new(changed, text) if len(changed.split()) >= 7 else None


def list_shortened(text: str, context: Context) -> str | None:
    """The last members of a list go."""
    changed = _MORE.sub(" " if ", " in text else "", text, count=1)
    return _if_new(changed, text) if len(changed.split()) >= 7 and " and and " not in changed else None


def synonyms(text: str, context: Context) -> str | None:
    """One to three words become others of the same meaning."""
    changed = text
    fitting = [rule for rule in SYNONYMS if pattern(rule[0]).search(text)]
    for old, new in context.draw.sample(fitting, min(len(fitting), context.draw.randint(1, 3))):
        changed = pattern(old).sub(new, changed, count=1)
    return _if_new(changed, text)


def figures(text: str, context: Context) -> str | None:
    """Numbers in another form: 37 % as 37 percent, three as 3, 1,000 as 1000."""
    rules = [*_PERCENT, *((rf"\b{word}\b", str(value)) for word, value in _FIGURES)]
    rules += [(rf"(?<![\d.,-]){value}(?= [a-z]{{3,}}s\b)", word) for word, value in _FIGURES]
    rules += [(r"(?<=\d),(?=\d{3}\b)", ""), (r"\btwice\b", "two times"), (r"(?<=\d)[x×](?!\w)", " times")]
    fitting = [rule for rule in rules if re.search(rule[0], text)]
    if not fitting:
        return None
    old, new = context.draw.choice(fitting)
    return _if_new(re.sub(old, new, text, count=1), text)


def named_in_full(text: str, context: Context) -> str | None:
    """An acronym that the abstract spells out becomes its long form, or the other way round."""
    defined = _DEFINED.findall(" ".join(context.sentences))
    rules = []
    for words, short in defined:
        long = " ".join(words.split()[-sum(map(str.isupper, short)) :])
        if long[:1].lower() == short[:1].lower():
            rules += [
                (rf"\b{re.escape(short)}\b", long),
                (rf"{re.escape(long)}(?: \({re.escape(short)}\))?", short),
            ]
    fitting = [rule for rule in rules if re.search(rule[0], text)]
    if not fitting:
        return None
    old, new = context.draw.choice(fitting)
    return _if_new(_BRACKET.sub("", re.sub(old, lambda _: new, text, count=1)), text)


def framed(text: str, context: Context) -> str | None:
    """'The authors report that ...'"""
    return context.draw.choice(_FRAMES).format(small(text))


def fused(text: str, context: Context) -> str | None:
    """Another sentence of the abstract is joined to it."""
    others = [s for s in context.sentences if s[:40] not in text and 5 < len(s.split()) < 22]
    if not others or len(text.split()) > 24:
        return None
    other = context.draw.choice(others)
    link = context.draw.choice(("; ", ", and ", ". "))
    second = other if link == ". " else small(other)
    return f"{text.rstrip('. ')}{link}{second}"


SHAPING: Sequence[Rewrite] = (
    opener_dropped, intro_dropped, refronted, passive, brackets_dropped, tail_dropped, list_shortened,
    figures, named_in_full, converse,
)  # fmt: skip
WORDING: Sequence[Rewrite] = (synonyms, third_person)
JOINING: Sequence[Rewrite] = (framed, fused)


def rewritten(text: str, context: Context) -> tuple[str, tuple[str, ...]]:
    """The sentence after some drawn rewrites, and their names; often unchanged, for quotes are claims too."""
    draw, done = context.draw, list[str]()
    if draw.random() < 0.12:
        return text, ()
    plan = [*draw.sample(SHAPING, 4), *(r for r in WORDING if draw.random() < 0.75)]
    plan += [draw.choice(JOINING)] if draw.random() < 0.25 else []
    for rewrite in plan:
        if changed := rewrite(text, context):
            text, done = changed, [*done, rewrite.__name__]
    return " ".join(text.split()), tuple(done)


def _if_new(changed: str, text: str) -> str | None:
    return changed if changed != text else None
