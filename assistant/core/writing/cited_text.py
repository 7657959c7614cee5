"""A model's text with '[1]' markers in, blocks of sentences with their labels out; markers follow sentences.

Bullets, headings, bold leads and tables keep their form; what they claim becomes sentences to be judged.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from assistant.core.draft import Draft
from assistant.core.merge import title_key
from assistant.core.ports import SentenceSplitter
from assistant.domain import Sentence

_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_RULE = re.compile(r"\s*([-*_]\s*){3,}$")
_HEADING = re.compile(
    r"\s{0,3}#{1,6}\s+(?P<text>.+?)\s*#*$|\s*(?P<mark>\*\*|__)(?P<bold>[^*_]+)(?P=mark):?\s*$"
)
_BULLET = re.compile(r"(?P<indent>\s*)(?P<bullet>[-*+•–]|\d{1,2}[.)])\s+(?P<text>.*)")
_TABLE_RULE = re.compile(r"\s*\|?(\s*:?-+:?\s*\|)+\s*(:?-+:?\s*)?$")
_TABLE_ROW = re.compile(r"\s*\|(?P<cells>.+)\|\s*$")
_LEAD = re.compile(r"\*\*(?P<lead>[^*]+?)(?::\*\*|\*\*\s*(?::|–|—|-(?=\s)))\s*(?P<rest>.*)", re.S)
_REFERENCES = re.compile(
    r"\W*(?:sources?|references?|citations?|bibliography)\b(?P<colon>[\s*_:]*)(?P<rest>.*)", re.I | re.S
)

_LABELS = r"\[\d{1,3}\](?:\s*(?:[,;&]|and)?\s*\[\d{1,3}\])*"
_GROUP = re.compile(rf"\s*(?:\(\s*(?P<inside>{_LABELS})\s*\)|(?P<plain>{_LABELS}))")
_NUMBER = re.compile(r"\d+")
_EMPHASIS = re.compile(r"(?<!\w)(\*\*|__|`|\*|_)(?=\S)(.+?)(?<=\S)\1(?!\w)")
_YES = re.compile(r"(yes|no)\W*", re.I)
_FINISHED = re.compile(r"(?<!\d)[.!?…:][\"'”’)\]]*$")
_LONGEST_LEAD = 6
"""Words of a heading or lead that may claim nothing; a longer one is a sentence."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of a model and the labels that it gives."""

    text: str
    labels: tuple[int, ...] = ()

    def as_sentence(self) -> Sentence:
        """The sentence standing alone."""
        return Sentence(self.text, self.labels, 0, len(self.text))


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, bullet, heading or row: `gap` parts it from the one before, `opening` claims nothing."""

    gap: str
    opening: str
    claims: tuple[Claim, ...] = ()
    closing: str = ""


Blocks = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """Text of one block before it is cut into sentences."""

    gap: str
    opening: str
    content: str
    closing: str = ""
    open: bool = True
    """Whether a plain line that follows continues it."""


def read_blocks(text: str, sentences: SentenceSplitter, titles: Mapping[int, str] | None = None) -> Blocks:
    """Blocks of a text whose markers are normalised; `titles` are those of the papers, by label."""
    blocks: list[Block] = []
    for line in _without_references(_lines(text)):
        block = _block(line, sentences, titles or {})
        if block.opening or block.claims:
            blocks.append(replace(block, gap=block.gap if blocks else ""))
    return tuple(_with_stray_labels(blocks))


def write_blocks(blocks: Iterable[Block], framing: Collection[str]) -> Draft:
    """The draft that the blocks make; sentences in `framing` claim nothing."""
    draft = Draft()
    for block in blocks:
        draft.layout(f"{block.gap if draft.pieces else ''}{block.opening}")
        for position, claim in enumerate(block.claims):
            draft.layout(" " if position else "")
            draft.sentence(claim.text, claim.labels)
        draft.layout(block.closing)
    draft.framing |= {sentence.text for sentence in draft.sentences if sentence.text in framing}
    draft.pieces = [piece for piece in draft.pieces if piece]
    return draft


def claims_of(blocks: Iterable[Block]) -> list[Claim]:
    """Every sentence, in order."""
    return [claim for block in blocks for claim in block.claims]


def with_claims(blocks: Sequence[Block], changed: Iterable[Sequence[Claim]]) -> Blocks:
    """The blocks with each sentence (in order) changed into these; a block that loses all of them goes."""
    new = iter(changed)
    kept: list[Block] = []
    for block in blocks:
        claims = tuple(chain.from_iterable(next(new) for _ in block.claims))
        if claims or not block.claims:
            kept.append(replace(block, claims=claims))
    while kept and not kept[-1].claims:  # a heading goes with all that it was the heading of
        kept.pop()
    return tuple(kept)


def without_unfinished(blocks: Blocks) -> Blocks:
    """The blocks of a text that was cut off, without the sentence that was being written."""
    claims = claims_of(blocks)
    if not claims or _FINISHED.search(claims[-1].text):
        return blocks
    return with_claims(blocks, [*((claim,) for claim in claims[:-1]), ()])


# ------------------------------------------------------------------ lines


def _lines(text: str) -> Iterator[_Line]:
    """Lines by their form; plain lines that follow one another are one paragraph."""
    current: _Line | None = None
    blank, rows = False, False
    for raw in text.splitlines():
        if not raw.strip() or _FENCE.match(raw) or _RULE.match(raw):
            blank = blank or not _FENCE.match(raw)
            continue
        line = _line(raw, blank=blank, in_table=rows)
        rows = "|" in line.closing or bool(_TABLE_RULE.match(raw))
        if current and current.open and not blank and line.opening == "" and line.open:
            current = replace(current, content=f"{current.content} {line.content}")
        else:
            yield from [current] if current else []
            current = line
        blank = False
    yield from [current] if current else []


def _line(raw: str, *, blank: bool, in_table: bool) -> _Line:
    gap = "\n\n" if blank else "\n"
    if heading := _HEADING.match(raw):
        return _Line("\n\n", "", f"**{heading['text'] or heading['bold']}**:", open=False)
    if _TABLE_RULE.match(raw):
        return _Line("\n", raw.strip(), "", open=False)
    if row := _TABLE_ROW.match(raw):
        return _Line("\n" if in_table else gap, "| ", row["cells"].strip(), " |", open=False)
    if bullet := _BULLET.match(raw):
        sign = bullet["bullet"] if bullet["bullet"][0].isdigit() else "-"
        indent = "  " if len(bullet["indent"]) > 1 else ""
        return _Line(gap, f"{indent}{sign} ", bullet["text"].strip())
    return _Line(gap, "", raw.strip())


def _without_references(lines: Iterable[_Line]) -> Iterator[_Line]:
    """Without a list of sources that the model appended: ours is made from what the text cites."""
    listing = False
    for line in lines:
        heading = _REFERENCES.fullmatch(line.content)
        listed = bool(heading and ":" in heading["colon"] and _GROUP.match(heading["rest"]))
        if heading and (listed or not heading["rest"]):
            listing = True
        elif not listing or not (line.opening or _GROUP.match(line.content)):
            listing = False
            yield line


# ------------------------------------------------------------------ sentences


def _block(line: _Line, sentences: SentenceSplitter, titles: Mapping[int, str]) -> Block:
    lead = _LEAD.match(line.content)
    if lead:
        name, markers = _GROUP.sub("", lead["lead"]).strip(), _GROUP.finditer(lead["lead"])
        claims = _claims(f"{lead['rest']}{''.join(marker[0] for marker in markers)}", sentences)
        if _leads(name, claims, titles):
            colon = ": " if claims and claims[0].text else ""
            return Block(line.gap, f"{line.opening}**{name}**{colon}", claims, line.closing)
    if line.closing:
        return _row(line)
    return Block(line.gap, line.opening, _claims(line.content, sentences))


def _leads(name: str, claims: Sequence[Claim], titles: Mapping[int, str]) -> bool:
    """Whether a heading or bold lead claims nothing: the title of a paper cited behind it, or plain words.

    What names another paper, a method or a figure is part of what is claimed, and is judged with it.
    """
    key = title_key(name)
    owners = {label for label, title in titles.items() if f"{title_key(title)} ".startswith(f"{key} ")}
    cited = {label for claim in claims for label in claim.labels}
    if owners and cited:
        return bool(owners & cited)
    coined = bool(claims) and re.search(r"\w[A-Z]", name)
    plain = len(name.split()) <= _LONGEST_LEAD and not coined and not _NUMBER.search(name)
    return bool(owners) or plain


def _row(line: _Line) -> Block:
    """A table row is one sentence with its cells; a row without figure and label is taken for the head."""
    text, labels = _unmarked(line.content)
    if not labels and not _NUMBER.search(text):
        return Block(line.gap, f"| {text} |")
    return Block(line.gap, line.opening, (Claim(text, _distinct(labels)),), line.closing)


def _claims(content: str, splitter: SentenceSplitter) -> tuple[Claim, ...]:
    """Sentences with the labels that stand in them or right behind them; 'Yes.' belongs to what follows."""
    text, labels = _unmarked(content)
    starts: list[int] = []
    for span in splitter.split(text):
        if not starts or not _YES.fullmatch(text[starts[-1] : span.start]):
            starts.append(span.start if starts else 0)
    claims = []
    for start, end in pairwise([*starts, len(text)]):
        mine = _distinct((place, label) for place, label in labels if start < max(place, 1) <= end)
        claims.append(Claim(text[start:end].strip(), mine))
    spoken = tuple(claim for claim in claims if any(c.isalnum() for c in claim.text))
    return spoken or ((Claim("", _distinct(labels)),) if labels else ())


def _unmarked(content: str) -> tuple[str, list[tuple[int, int]]]:
    """Text without emphasis and markers, and (place in it, label) of each label."""
    plain = _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", content)).replace("**", "")
    text, labels, position = "", [], 0
    for group in _GROUP.finditer(plain):
        text += plain[position : group.start()]
        found = group["inside"] or group["plain"]
        labels += [(len(text), int(number)) for number in _NUMBER.findall(found)]
        position = group.end()
    return text + plain[position:], labels


def _distinct(labels: Iterable[tuple[int, int]]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(label for _, label in labels))


def _with_stray_labels(blocks: Iterable[Block]) -> Iterator[Block]:
    """A line of nothing but labels belongs to the sentence before it."""
    before: Block | None = None
    for block in blocks:
        stray = block.claims[0].labels if block.claims and not block.claims[0].text else ()
        if not stray:
            yield from [before] if before else []
            before = block
        elif before and before.claims:
            last = before.claims[-1]
            cited = Claim(last.text, tuple(dict.fromkeys((*last.labels, *stray))))
            before = replace(before, claims=(*before.claims[:-1], cited))
    yield from [before] if before else []
