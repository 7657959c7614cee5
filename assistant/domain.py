"""Every noun of the product, frozen, in the order data flows; standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# ------------------------------------------------------------------ ingestion


@dataclass(frozen=True, slots=True)
class Document:
    """The decoded text of one input, and the name it goes by in receipts and provenance."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was read: the input's name and the line it starts on (1 is the first)."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Record:
    """What one reader found in one place, before anything is merged."""

    place: Place
    format: str
    title: str
    abstract: str = ""
    authors: tuple[str, ...] = ()
    author_count: int | None = None
    organisation: str = ""
    published: str = ""
    """ISO 8601: YYYY, YYYY-MM or YYYY-MM-DD; empty when the source tells nothing."""
    date_inferred: bool = False
    """True when part of `published` (a year) was worked out, not written in the source."""
    venue: str = ""
    url: str = ""
    identifiers: tuple[str, ...] = ()
    """Sorted, lower case, 'scheme:value': arxiv, doi, pmid, s2, openalex, openreview, acl."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A record that could not be used: where, what kind, and why in one sentence."""

    place: Place
    kind: Literal["rejected", "failed"]
    message: str


@dataclass(frozen=True, slots=True)
class Source:
    """Provenance: one place a paper was read from, and the fields of the paper it supplied."""

    place: Place
    format: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range of characters, [start, end), into an abstract."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper, merged from everything that was read about it."""

    id: str
    title: str
    abstract: str = ""
    """Empty for a record without abstract: found by its title, not embedded."""
    authors: tuple[str, ...] = ()
    author_count: int | None = None
    organisation: str = ""
    published: str = ""
    date_inferred: bool = False
    venue: str = ""
    url: str = ""
    identifiers: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    sentences: tuple[Span, ...] = ()
    """Sentences of the abstract; sentence N of citation address 'id#sN' is `sentences[N - 1]`."""

    @property
    def year(self) -> int | None:
        """Year of publication, None when unknown."""
        return int(self.published[:4]) if self.published else None

    def sentence(self, number: int) -> str:
        """Text of sentence `number`, counted from 1."""
        span = self.sentences[number - 1]
        return self.abstract[span.start : span.end]

    def address(self, number: int) -> str:
        """Stable citation address of sentence `number`, counted from 1."""
        return f"{self.id}#s{number}"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of every record read; `adds_up` always holds."""

    read: int = 0
    added: int = 0
    updated: int = 0
    merged: int = 0
    unchanged: int = 0
    rejected: int = 0
    failed: int = 0
    papers_total: int = 0
    passages_total: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def adds_up(self) -> bool:
        """True when each record read is accounted for exactly once."""
        known = self.added + self.updated + self.merged + self.unchanged
        return self.read == known + self.rejected + self.failed


# ------------------------------------------------------------------ the index


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences of one abstract: `paper.abstract[start:end] == text`."""

    id: str
    """'paper-id#s2-4' for sentences 2 to 4; unique and the same on every run."""
    paper_id: str
    title: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class IndexIdentity:
    """What an index was made with; another identity means another index."""

    embedder: str
    """Name and file hash of the embedding model."""
    dimension: int
    passages: str
    """Version and parameters of the passage splitter."""
    lexical: str
    """Version and parameters of the lexical analysis."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What one generation of the index holds and was made with; equal inputs give an equal manifest."""

    identity: IndexIdentity
    corpus: str
    """Digest of the catalogue it was made from."""
    papers: int
    passages: int
    canaries: tuple[tuple[float, ...], ...] = ()
    """Vectors of fixed texts, to recognise a changed model of equal name and dimension."""


# ------------------------------------------------------------------ questions

Kind = Literal["fact", "compare", "list", "metadata", "overview"]


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions a paper must meet, bounds included; an empty field does not restrict."""

    year_from: int | None = None
    year_to: int | None = None
    published_from: str = ""
    """ISO 8601, inclusive; a paper of which only the year is known meets it by its year."""
    published_to: str = ""
    authors: tuple[str, ...] = ()
    authors_from: int | None = None
    authors_to: int | None = None
    organisation: str = ""
    titles: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != Filters()


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier exchange: question, answer text, and paper ids, label N at N - 1 ('' where not cited)."""

    question: str
    answer: str = ""
    papers: tuple[str, ...] = ()
    standalone: str = ""
    """The question as it was understood; empty means as it was asked."""
    abstained: bool = False
    """True when `papers` are only the nearest ones, not cited."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a person asks: the text, what is stated outside it, and the turns before.

    `today` (ISO 8601) is what 'last year' is counted from; without it such words are no filter. Unless
    `words_filter`, words like 'since 2022' are none either. Without `aspects` a comparison takes those of
    the text, else those that the abstracts speak of.
    """

    text: str
    filters: Filters = Filters()
    history: tuple[Turn, ...] = ()
    papers: tuple[str, ...] = ()
    """Ids of the papers to compare, in order; empty: those that the text names."""
    aspects: tuple[str, ...] = ()
    today: str = ""
    words_filter: bool = True


@dataclass(frozen=True, slots=True)
class Query:
    """A question understood; `filter_words` of it became filters; `notes` are sentences for people."""

    text: str
    standalone: str
    kind: Kind
    topic: str
    """What is searched for: the question without words like 'which papers deal with'."""
    filters: Filters = Filters()
    named_papers: tuple[str, ...] = ()
    """Ids of papers that the question names; their evidence is guaranteed."""
    carried: tuple[str, ...] = ()
    """Those of them that only the turns before name."""
    besides: tuple[str, ...] = ()
    """Ids of papers that a question of 'others' leaves out."""
    aspects: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    """Words for papers that a comparison describes and does not name; each is searched for by itself."""
    strange_names: tuple[str, ...] = ()
    """Invented names, and rare words of a list's topic, that the collection does not have as a word."""
    filter_words: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


# ------------------------------------------------------------------ retrieval


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage found by one ranking; a higher score is better, scales differ by ranking."""

    passage_id: str
    paper_id: str
    score: float
    whole: bool = False
    """True when the passage is the paper's whole abstract."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage in the final order, and what each ranking says of its paper."""

    passage: Passage
    score: float
    ranks: tuple[tuple[str, int], ...] = ()
    """Rank of the paper (1 is best) in each ranking that found it."""
    signals: tuple[tuple[str, float], ...] = ()
    """Best cosine and BM25 score of the paper, by name."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage an answer may cite; all passages of a paper share the paper's label."""

    label: int
    passage: Passage
    score: float
    ranks: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class RankedPaper:
    """A retrieved paper, cited or not."""

    paper_id: str
    title: str
    score: float


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many papers of the corpus match the question, and how many the answer used."""

    matching: int
    used: int


# ------------------------------------------------------------------ language models


@dataclass(frozen=True, slots=True)
class Message:
    """One message to a language model."""

    role: Literal["system", "user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens and cost as the model server itself reports them; zeros without a server."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost_usd: float | None = None


@dataclass(frozen=True, slots=True)
class ReplyEnd:
    """The end of a model's reply: complete, too long, cut off or cancelled; `why` is for people, or empty."""

    reason: Literal["stop", "length", "cut", "cancelled"]
    usage: Usage = Usage()
    why: str = ""


# ------------------------------------------------------------------ answers

Support = Literal["supported", "partly", "unsupported", "uncited", "framing"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer: text without markers, the labels it cites, its offsets in the text."""

    text: str
    labels: tuple[int, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CitedSpan:
    """A supporting sentence: its citation address and offsets into the cited abstract."""

    address: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a sentence says and its cited text does not say so.

    `claim` is where in the sentence, `evidence` what the text says instead, `reason` a sentence for people.
    """

    kind: Literal["number", "unit", "name", "negation", "direction", "quantifier", "comparative"]
    reason: str
    claim: Span
    evidence: CitedSpan | None = None


@dataclass(frozen=True, slots=True)
class SentenceVerdict:
    """How far the cited abstracts carry one sentence; `reasons` are for people."""

    support: Support
    score: float
    spans: tuple[CitedSpan, ...] = ()
    reasons: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """A passage as shown under a source."""

    address: str
    text: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class CitedPaper:
    """One entry of an answer's source list; only papers that the text cites."""

    label: int
    paper: Paper
    passages: tuple[CitedPassage, ...]


@dataclass(frozen=True, slots=True)
class Stamp:
    """All that an answer depends on, besides the question."""

    version: str
    settings: str
    prompts: str
    corpus: str
    embedder: str
    reranker: str
    model: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What one abstract says of one aspect: its own words with label and address, or that it says nothing."""

    state: Literal["stated", "not_stated", "conflicting"]
    text: str
    labels: tuple[int, ...] = ()
    address: str = ""


@dataclass(frozen=True, slots=True)
class Aspect:
    """One row of a comparison: a cell for each paper, in the order of the papers."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Papers (ids) side by side."""

    papers: tuple[str, ...]
    aspects: tuple[Aspect, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A checked answer; `incomplete` when writing was cut off; `notes` are sentences for people."""

    question: str
    standalone: str
    kind: Kind
    filters: Filters
    abstained: bool
    text: str
    sentences: tuple[Sentence, ...]
    verdicts: tuple[SentenceVerdict, ...]
    sources: tuple[CitedPaper, ...]
    retrieved: tuple[RankedPaper, ...]
    coverage: Coverage
    nearest: tuple[RankedPaper, ...] = ()
    comparison: Comparison | None = None
    notes: tuple[str, ...] = ()
    incomplete: bool = False
    timings_ms: tuple[tuple[str, float], ...] = ()
    usage: Usage = Usage()
    stamp: Stamp | None = None


# ------------------------------------------------------------------ steps of answering, in order


@dataclass(frozen=True, slots=True)
class Understood:
    """The question as it will be searched."""

    query: Query


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The evidence, before a word is written."""

    evidence: tuple[Evidence, ...]
    papers: tuple[RankedPaper, ...]


@dataclass(frozen=True, slots=True)
class Wrote:
    """A piece of the answer's text as it is written; the check may change it: `Answer.text` counts."""

    text: str


@dataclass(frozen=True, slots=True)
class Judged:
    """The whole checked answer; always the last step."""

    answer: Answer


Step = Understood | Retrieved | Wrote | Judged


# ------------------------------------------------------------------ saved conversations


@dataclass(frozen=True, slots=True)
class SavedTurn:
    """One question of a session, when it was `asked` (ISO 8601) and what came of it; numbers 0: not saved."""

    question: str
    asked: str = ""
    answer: str = ""
    """The answer object as JSON; empty while, or when, there is none."""
    draft: str = ""
    """What was written when it was stopped."""
    session: int = 0
    number: int = 0
    limits: Filters = Filters()


@dataclass(frozen=True, slots=True)
class Session:
    """A saved conversation: when it was last used, and how many turns it has."""

    id: int
    title: str
    origin: Literal["ask", "chat"]
    used: str
    turns: int


# ------------------------------------------------------------------ progress of ingestion


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stage of ingestion is; `total` is 0 while unknown."""

    stage: Literal["read", "embed", "build", "verify", "calibrate"]
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Ingested:
    """The end of ingestion."""

    receipt: Receipt


IngestStep = Progress | Problem | Ingested


# ------------------------------------------------------------------ health


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What one examination of the program or the collection found, and what to do about it."""

    name: str
    state: Literal["ok", "warning", "error"]
    message: str
    remedy: str = ""
