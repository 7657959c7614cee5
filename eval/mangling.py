"""Clean development questions and a seed in, the same questions as people mistype and shorten them out.

    python -m eval.mangling --papers PATH... [--form NAME ...] [--every N] [--failures]

Each question of the seen half, and each question of fact in the main set of that half, is mangled in every
form by a random generator seeded with its id, and scored beside its clean twin as the kind 'mangled' is. Gold
and facts are those of the twin. Nothing of this touches the held half.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import fmean

from eval.development.asking import Reply, ask_all
from eval.development.cases import DevCase, half, load_development, plain_questions
from eval.development.measures import quality
from eval.development.report import failures

Form = Callable[[str, random.Random], str]

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_LONG_ENOUGH = re.compile(r"\b[a-z]{5,}\b")
_LONG_NAME = re.compile(r"\b(?=\w*[A-Z])[A-Za-z]{6,}\b")
_DROPPED_TEXT = """a an the of in on to for by with is are was were do does did be been has have had it its
    their that this these those there at from as than and which what who please can could would"""
_DROPPED = frozenset(_DROPPED_TEXT.split())
"""Words that people leave out when they type key words."""
_SHORT = {
    "between": "btw",
    "with": "w/",
    "without": "w/o",
    "and": "&",
    "average": "avg",
    "accuracy": "acc",
    "parameters": "params",
    "performance": "perf",
    "percent": "%",
    "because": "bc",
    "why": "y",
    "you": "u",
    "are": "r",
    "difference": "diff",
    "versus": "vs",
    "model": "mdl",
    "models": "mdls",
    "number": "nr",
    "through": "thru",
    "compared": "cmp",
    "maximum": "max",
    "minimum": "min",
    "about": "abt",
    "before": "b4",
}
_TALK = (
    ("hi all, ", ""),
    ("so my supervisor asked me this and i had no idea: ", " thanks!"),
    ("ok this may be a silly question but i was reading the abstracts on the train and now i wonder, ", ""),
    ("i have a talk on friday and need one number for my slides. ", " any help would be great"),
    ("Hello! I am new to this field. Could you tell me ", " ? I could not find it anywhere, sorry."),
    ("we were discussing it at lunch, nobody could remember, and so i promised to look it up: ", ""),
    ("sorry for the long text, i know you are busy, but what i really want to know is ", ", if you know"),
    ("somebody told me about it yesterday and i forgot half of it; anyway ", " or something like that"),
)


def slip(word: str, dice: random.Random) -> str:
    """A word with one error within: two letters swapped, one left out or doubled, or a key beside."""
    place = dice.randrange(1, len(word) - 1)
    before, letter, after = word[:place], word[place], word[place + 1 :]
    kind = dice.randrange(4)
    if kind == 0:
        return before + after[0] + letter + after[1:]
    if kind == 1:
        return before + after
    if kind == 2:
        return before + letter * 2 + after
    row = next((row for row in _ROWS if letter.lower() in row), letter)
    keys = row[max(0, row.find(letter.lower()) - 1) : row.find(letter.lower()) + 2].replace(
        letter.lower(), ""
    )
    return before + (dice.choice(keys) if keys else letter) + after


def _slips(pattern: re.Pattern[str], share: float) -> Form:
    def mangled(text: str, dice: random.Random) -> str:
        found = list(pattern.finditer(text))
        size = max(1, round(share * len(found)))
        for match in sorted(dice.sample(found, min(size, len(found))), key=lambda m: -m.start()):
            text = text[: match.start()] + slip(match[0], dice) + text[match.end() :]
        return text

    return mangled


def _lower(text: str, _: random.Random) -> str:
    return re.sub(r"[^\w\s%.+/^&-]|[.](?=\s|$)", "", text.lower())


def _capitals(text: str, _: random.Random) -> str:
    return text.upper()


def _telegraphic(text: str, dice: random.Random) -> str:
    words = _lower(text, dice).split()
    return " ".join(word for word in words if word not in _DROPPED)


def _joined(text: str, dice: random.Random) -> str:
    """Two spaces left out, beside words in small letters."""
    gaps = [match.start() for match in re.finditer(r"(?<=[a-z]) (?=[a-z])", text)]
    for gap in sorted(dice.sample(gaps, min(2, len(gaps))), reverse=True):
        text = text[:gap] + text[gap + 1 :]
    return text


def _unhyphenated(text: str, dice: random.Random) -> str:
    return re.sub(r"(?<=\w)[-^](?=\w)", dice.choice(("", " ")), text).lower()


def _abbreviated(text: str, _: random.Random) -> str:
    return " ".join(_SHORT.get(word, word) for word in text.split())


def _rambling(text: str, dice: random.Random) -> str:
    before, after = dice.choice(_TALK)
    return f"{before}{text[:1].lower() if text[1:2].islower() else text[:1]}{text[1:].rstrip('?. ')}{after}"


def _american(text: str, _: random.Random) -> str:
    """British spellings for American ones, and the other way round."""
    there = re.sub(r"([lrtnd])is(e|es|ed|ing|ation)\b", r"\1iz\2", text)
    return there if there != text else re.sub(r"([lrtnd])iz(e|es|ed|ing|ation)\b", r"\1is\2", text)


def _in_turn(*forms: Form) -> Form:
    def mangled(text: str, dice: random.Random) -> str:
        for form in forms:
            text = form(text, dice)
        return text

    return mangled


_some, _many = _slips(_LONG_ENOUGH, 0.15), _slips(_LONG_ENOUGH, 0.4)
FORMS: Mapping[str, Form] = {
    "one slip": _some,
    "slips": _many,
    "slip in a name": _slips(_LONG_NAME, 0.3),
    "small letters": _lower,
    "capitals": _capitals,
    "key words": _telegraphic,
    "key words, slips": _in_turn(_telegraphic, _some),
    "joined words": _joined,
    "unhyphenated": _unhyphenated,
    "abbreviated": _in_turn(_abbreviated, _lower),
    "rambling": _rambling,
    "rambling, slips": _in_turn(_rambling, _lower, _some),
    "other spelling": _american,
}


def clean_cases() -> list[DevCase]:
    """The questions of the seen half that are no mangled ones themselves, nor in another language."""
    kinds = {"language", "mangled", "unanswerable"}
    own = [case for case in load_development() if case.kind not in kinds]
    plain = [replace(case, kind="mangled", twin=case.id) for case in plain_questions()]
    return [case for case in (*own, *plain) if half(case) == "seen"]


def mangled(cases: Sequence[DevCase], form: str, every: int = 1) -> Iterator[DevCase]:
    """Each `every`-th case in one form, where that changes it."""
    for case in cases[sum(map(ord, form)) % every :: every]:
        text = FORMS[form](case.question, random.Random(f"{case.id} {form}"))
        if text != case.question:
            kind = case.measured_as or case.kind
            yield replace(
                case, id=f"{case.id}, {form}", kind="mangled", question=text, twin=case.id, measured_as=kind
            )


def main(arguments: Sequence[str]) -> int:
    """Ask, print a line for each form; returns the exit code."""
    from eval.development.__main__ import _product

    parser = argparse.ArgumentParser(prog="python -m eval.mangling", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--papers", type=Path, nargs="+", required=True, metavar="PATH")
    parser.add_argument("--form", choices=FORMS, nargs="+", default=list(FORMS))
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only each N-th question")
    parser.add_argument("--failures", action="store_true", help="list the questions that lost")
    options = parser.parse_args(arguments)
    clean = clean_cases()
    engine = _product(options.papers)
    cases = [case for form in options.form for case in mangled(clean, form, options.every)]
    replies = ask_all(cases, clean, engine)
    for form in options.form:
        print(_line(form, [r for r in replies if r.case.id == f"{r.case.twin}, {form}"]))
    print(_line("all", replies))
    if options.failures:
        print(failures(replies))
    return 0


def _line(name: str, replies: Sequence[Reply]) -> str:
    pairs = [
        (quality(r.case, r.answer) if r.answer else 0.0, r.clean) for r in replies if r.clean is not None
    ]
    if not pairs:
        return f"{name}: none"
    now, clean = fmean(m for m, _ in pairs), fmean(c for _, c in pairs)
    return f"{name:<18} {len(pairs):4d} pairs: {clean:.3f} to {now:.3f}, {now - clean:+.3f}"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
