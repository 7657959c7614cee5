from __future__ import annotations

import gzip
import json
from pathlib import Path

from eval.training.sources import unsupported_parts


def test_a_claim_without_its_unsupported_words_is_a_true_one(tmp_path: Path) -> None:
    row = {
        "claim": "Raza made his debut for Pakistan on 24 October 1996.",
        "claim_tokens": [
            "Raza",
            "made",
            "his",
            "debut",
            "for",
            "Pakistan",
            "on",
            "24",
            "October",
            "1996",
            ".",
        ],
        "non_supported_spans": [False] * 6 + [True] * 4 + [False],
        "label": "partially_supported",
        "supporting_sentences": [[1]],
        "evidence": ["Nothing.", "Raza made his debut for Pakistan in Faisalabad."],
    }
    path = tmp_path / "wice" / "non_supported_tokens__train.jsonl.gz"
    path.parent.mkdir()
    path.write_bytes(gzip.compress(json.dumps(row).encode()))
    whole, part = unsupported_parts(tmp_path)
    assert (whole.label, whole.claim) == (0, row["claim"])
    assert (part.label, part.claim) == (1, "Raza made his debut for Pakistan.")
    assert part.sentences == (row["evidence"][1],)
