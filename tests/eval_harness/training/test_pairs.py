from __future__ import annotations

import pytest

from eval.training.abstracts import Abstract, similar
from eval.training.build import QUOTAS, mixed
from eval.training.examples import Example, load, save, selected, share
from eval.training.pairs import Maker

OWN = Abstract(
    "own",
    "FastNet for code",
    (
        "We present FastNet, a fast network for 12 programming languages.",
        "FastNet outperforms BigNet on the benchmark by 3.2 points of accuracy.",
        "Its training takes 40 hours and is associated with higher accuracy in tests.",
        "The results may help users of small computers to write code.",
    ),
)
OTHER = Abstract(
    "other",
    "SlowNet for code",
    (
        "SlowNet is a network that is trained on 30 million programs.",
        "It improves the memory of the decoder by using larger files.",
        "Experiments show that SlowNet is slower than a person.",
        "Code is public.",
    ),
)


def test_a_pair_differs_in_its_claim_only() -> None:
    made = list(Maker(0).pairs(OWN, OTHER))
    twins = list(zip(made[::2], made[1::2], strict=True))
    assert twins
    for true, false in twins:
        assert (true.label, false.label) == (1, 0)
        assert true.pair == false.pair
        assert true.sentences == false.sentences
        assert true.claim != false.claim


def test_pairs_are_the_same_for_the_same_seed() -> None:
    assert list(Maker(1).pairs(OWN, OTHER)) == list(Maker(1).pairs(OWN, OTHER))


def test_fault_classes_are_kept_in_balance() -> None:
    maker = Maker(0)
    kinds = [row.kind for _ in range(4) for row in maker.pairs(OWN, OTHER) if not row.label]
    assert len(set(kinds)) > len(kinds) / 2


def test_most_summaries_are_true() -> None:
    row = Example("scitldr-train", "summary", "own", "A fast network for 12 languages.", OWN.sentences, 1)
    made = [found for seed in range(60) for found in Maker(seed).summary(row, OWN, OTHER)]
    planted = [found for found in made if found.kind not in ("summary", "similar summary")]
    assert planted
    assert len(planted) < 0.35 * sum(found.label for found in made)


def test_a_removed_sentence_is_not_among_the_evidence() -> None:
    found = [row for seed in range(40) for row in Maker(seed).singles(OWN, OTHER)]
    removed = [row for row in found if row.kind == "removed"]
    assert removed
    assert all(row.label == 0 and len(row.sentences) < len(OWN.sentences) for row in removed)


def test_the_most_similar_paper_is_another_one() -> None:
    towels = Abstract("towels", "Robots fold towels", ("Robots fold towels.", "Towels are soft."))
    papers = [OWN, OTHER, towels]
    assert all(one.name != other.name for one, other in zip(papers, similar(papers, nearest=1), strict=True))
    assert similar(papers, nearest=1)[0] == OTHER


def test_examples_are_read_as_they_were_written(tmp_path: pytest.TempPathFactory) -> None:
    rows = [Example("set", "kind", "group", "a claim – with signs", ("One.", "Two."), 1, "twin")]
    path = tmp_path / "folder" / "rows.jsonl"  # type: ignore[operator]
    assert save(path, rows) == 1
    assert list(load(path)) == rows


def test_only_what_bears_on_the_claim_is_kept() -> None:
    row = Example("set", "kind", "group", "FastNet outperforms BigNet by 3.2 points.", OWN.sentences, 1)
    assert OWN.sentences[1] in selected(row).sentences
    assert len(selected(row).sentences) < len(OWN.sentences)


def test_a_small_set_is_repeated_and_a_large_one_cut() -> None:
    small = [Example("scifact-train", "k", str(n), "c", (), 1) for n in range(5)]
    large = [Example("help-conj", "k", str(n), "c", (), 0) for n in range(QUOTAS["help-conj"] + 50)]
    found = mixed([*small, *large], seed=0)
    assert sum(row.source == "scifact-train" for row in found) == 15
    assert sum(row.source == "help-conj" for row in found) == QUOTAS["help-conj"]


def test_a_groups_share_is_a_matter_of_its_name_only() -> None:
    shares = [share(f"group {n}") for n in range(2000)]
    assert shares == [share(f"group {n}") for n in range(2000)]
    assert 0.4 < sum(shares) / len(shares) < 0.6
