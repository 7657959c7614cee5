"""A question in, the language it seems to be written in out; empty for English or when it is hard to tell."""

from __future__ import annotations

import re
from collections import Counter

_SCRIPTS = (
    ("Russian or another language in Cyrillic", "Ѐ", "ӿ"),
    ("Japanese", "぀", "ヿ"),
    ("Chinese", "一", "鿿"),
    ("Korean", "가", "힣"),
    ("Arabic or Persian", "؀", "ۿ"),
    ("Hindi or another language in Devanagari", "ऀ", "ॿ"),
    ("Hebrew", "֐", "׿"),
    ("Thai", "฀", "๿"),
    ("Greek", "ά", "ώ"),
)
"""Name, first and last letter; Japanese before Chinese, whose characters it shares."""

_FUNCTION_WORDS = {
    "English": "the a an of in on is are was were do does did what which who when where why how and or "
    "not with for to "
    "by from about that this these there can could has have had it its be been as at than into between "
    "any all papers "
    "paper give me show list find compare tell say use uses using since after before most many much",
    "German": "der die das den dem des ein eine einen einem einer und oder nicht ist sind war waren "
    "wird werden wurde wie "
    "was welche welcher welches wer wann wo warum mit von zu zum zur für auf bei über nach aus im es "
    "gibt hat haben kann "
    "sich auch durch als zwischen arbeiten verfahren beim",
    "French": "le la les un une des du de et ou est sont était que qui quel quelle quels quelles quand "
    "où pourquoi comment "
    "avec pour par sur dans au aux ce cette ces il elle ils ne pas plus entre articles combien peut "
    "a-t-il sans leur",
    "Spanish": "el la los las un una unos unas y o es son fue fueron que qué quién quiénes cuál cuáles "
    "cuándo dónde por "
    "para con del de en se no cómo cuántos sobre entre hay artículos este esta estos al su",
    "Italian": "il lo la i gli le un uno una e o è sono era che chi quale quali quando dove perché come "
    "con per di del "
    "della dei delle nel nella non si quanti tra fra articoli questo questa al sul",
    "Portuguese": "o a os as um uma e ou é são foi que quem qual quais quando onde por porque como com "
    "para de do da dos "
    "das no na nos nas não se quantos sobre entre há artigos este esta ao",
    "Dutch": "de het een en of niet is zijn was waren wat welke wie wanneer waar waarom hoe met van "
    "voor op bij over naar "
    "uit in er heeft hebben kan zich ook door als tussen worden wordt",
}
_LISTS = {language: frozenset(words.split()) for language, words in _FUNCTION_WORDS.items()}
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LEAST = 2
"""Function words of a language, and that many more than English ones, from which a question is in it."""


def language_of(text: str) -> str:
    """Name of the language; by script, else by its commonest words."""
    letters = [letter for letter in text if letter.isalpha()]
    foreign = [letter for letter in letters if letter > "ɏ"]
    if len(foreign) > 2 and len(foreign) * 4 > len(letters):
        counts = Counter(
            name for name, first, last in _SCRIPTS for letter in foreign if first <= letter <= last
        )
        if counts["Japanese"]:
            return "Japanese"
        return counts.most_common(1)[0][0] if counts else "a language in another script"
    words = [word.casefold() for word in _WORD.findall(text)]
    counts = Counter({language: sum(word in known for word in words) for language, known in _LISTS.items()})
    english = counts.pop("English")
    best, most = max(counts.items(), key=lambda item: item[1])
    return best if most >= _LEAST and most - english >= _LEAST else ""


def without_function_words(text: str, language: str) -> str:
    """The words of a question that may be names or terms of the field."""
    known = _LISTS.get(language, frozenset())
    return " ".join(word for word in text.split() if _letters(word).casefold() not in known)


def _letters(word: str) -> str:
    return re.sub(r"^\W+|\W+$", "", word)
