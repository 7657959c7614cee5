"""A question with words cut short as people type them in, the same with the words written out.

Words cut short in haste ('attn') stay where a collection has them. The short names of subjects ('MT') are
written out only where a subject is listed: a paper that deals with it need not use the short one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

_WRITTEN_OUT: Mapping[str, str] = {
    "acc": "accuracy",
    "approx": "approximately",
    "attn": "attention",
    "avg": "average",
    "bc": "because",
    "cmp": "compare",
    "convo": "conversation",
    "convos": "conversations",
    "diff": "difference",
    "diffs": "differences",
    "disambig": "disambiguation",
    "emb": "embedding",
    "embs": "embeddings",
    "eval": "evaluation",
    "evals": "evaluations",
    "img2img": "image-to-image",
    "imgs": "images",
    "img": "image",
    "lang": "language",
    "langs": "languages",
    "mdl": "model",
    "mdls": "models",
    "nr": "number",
    "param": "parameter",
    "params": "parameters",
    "perf": "performance",
    "quant": "quantization",
    "recsys": "recommender systems",
    "refs": "references",
    "sents": "sentences",
    "thru": "through",
    "classif": "classification",
    "clf": "classifier",
    "coref": "coreference",
    "dep": "dependency",
    "deps": "dependencies",
    "multiling": "multilingual",
    "recog": "recognition",
    "seg": "segmentation",
    "simul": "simultaneous",
    "summ": "summarization",
    "transl": "translation",
    "pls": "please",
    "plz": "please",
    "t2i": "text-to-image",
    "t2v": "text-to-video",
    "text2img": "text-to-image",
    "text2image": "text-to-image",
    "text2video": "text-to-video",
    "txt2img": "text-to-image",
    "txt2video": "text-to-video",
    "img2txt": "image-to-text",
    "xlingual": "cross-lingual",
    "abt": "about",
    "wrt": "with respect to",
}
"""Abbreviations of everyday notes; a collection that has one itself means it."""
SUBJECTS: Mapping[str, str] = {
    "amr": "abstract meaning representation",
    "asr": "automatic speech recognition",
    "ctr": "click-through rate",
    "cv": "computer vision",
    "dst": "dialogue state tracking",
    "gec": "grammatical error correction",
    "gnn": "graph neural network",
    "icl": "in-context learning",
    "ie": "information extraction",
    "ir": "information retrieval",
    "kd": "knowledge distillation",
    "kg": "knowledge graph",
    "kgqa": "knowledge graph question answering",
    "lm": "language model",
    "mrc": "machine reading comprehension",
    "mt": "machine translation",
    "ner": "named entity recognition",
    "nlg": "natural language generation",
    "nli": "natural language inference",
    "nlu": "natural language understanding",
    "nmt": "neural machine translation",
    "qa": "question answering",
    "rag": "retrieval-augmented generation",
    "rl": "reinforcement learning",
    "rlhf": "reinforcement learning from human feedback",
    "slu": "spoken language understanding",
    "smt": "statistical machine translation",
    "srl": "semantic role labeling",
    "tts": "text-to-speech synthesis",
    "vqa": "visual question answering",
    "wsd": "word sense disambiguation",
}
"""Short names of subjects that mean one thing to everybody in the field."""
_SUBJECT = re.compile(rf"(?<![\w/-])(?P<name>{'|'.join(SUBJECTS)})(?P<several>s?)(?![\w/-])", re.I)
_SHORT = re.compile(rf"(?<![\w-])(?:{'|'.join(_WRITTEN_OUT)})(?![\w-])")
_SLASHED = (
    (re.compile(r"(?<!\w)w/o(?!\w)", re.I), "without"),
    (re.compile(r"(?<!\w)b/w(?!\w)", re.I), "between"),
    (re.compile(r"(?<!\w)w/(?=\s)", re.I), "with"),
)
_AND = re.compile(
    r"(?<=\w)(?<!\btop)(?<!\bfirst)(?<!\blast)(?<!\bbest)(?<!\bof)(?<!\bfor)(?<!\bwith)(?<!\bby)(?<!\bthe)"
    r"(?<!\bevery)(?<!\beach)(?<!\bany)(?<!\bnumber) n (?!grams?\b|times\b|and\b|or\b)(?=\w)"
)
"""'n' between two words, where it is no number."""


def written_out(text: str, known: Callable[[str], bool]) -> str:
    """The text with its abbreviations written out, but for those that are words by `known`."""
    for pattern, words in _SLASHED:
        text = pattern.sub(words, text)
    text = _AND.sub(" and ", text)
    return _SHORT.sub(lambda short: short[0] if known(short[0]) else _WRITTEN_OUT[short[0]], text)


def spelled_out(text: str, known: Callable[[str], bool]) -> str:
    """The text with the short names of subjects written out whose words are all `known`, each said once."""
    rest = text
    for short in _SUBJECT.finditer(text):
        if _means(short, known):
            rest = _unsaid(rest, SUBJECTS[short["name"].lower()].split())

    def long(short: re.Match[str]) -> str:
        return (
            SUBJECTS[short["name"].lower()] + short["several"].lower() if _means(short, known) else short[0]
        )

    return _SUBJECT.sub(long, rest)


def _means(short: re.Match[str], known: Callable[[str], bool]) -> bool:
    """Whether a short name is written as one, and the collection speaks of what it means."""
    name = short["name"]
    return (name.islower() or name.isupper()) and all(map(known, re.findall(r"\w+", SUBJECTS[name.lower()])))


def _unsaid(text: str, long: Sequence[str]) -> str:
    """The text without what says the long name, or two words and more of it, beside the short one."""
    for size in range(len(long), 1, -1):
        for start in range(len(long) - size + 1):
            said = r"\s+".join(map(re.escape, long[start : start + size]))
            text = re.sub(rf"(?<![\w-]){said}(?![\w-])", " ", text, flags=re.I)
    return " ".join(text.split())
