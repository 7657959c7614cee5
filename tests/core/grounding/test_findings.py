from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.grounding.findings import findings
from assistant.core.grounding.lexis import Statement, plain
from assistant.core.grounding.quantities import quantities
from assistant.core.grounding.reading import reading
from tests.core.grounding.pages import paper

PAPER = paper(
    "We study the key-value (KV) cache of Llama-2-7B on 8 GPUs with 12 layers. "
    "Accuracy rises by 7.8 % to 91.2 % on ImageNet. RowSkip is 2.5x faster and halves memory. "
    "Latency falls to 250 ms, and error by 4.2 points. RowSkip does not require training. "
    "RowSkip outperforms dense attention on long documents. Some tasks may profit from longer windows. "
    "Window length correlates with recall. It saves up to 40 GB.",
    "RowSkip: Reading Less",
)


def kinds(text: str) -> list[str]:
    return [item.kind for item in findings(reading(text, [PAPER]))]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Accuracy rises by 7.3 %.", "number"),
        ("It runs on 12 GPUs.", "number"),
        ("The method is 3x faster.", "number"),
        ("Latency falls to 250 s.", "unit"),
        ("The error falls by 4.2 %.", "unit"),
        ("The cache of Llama-3-8B is studied.", "name"),
        ("Accuracy rises on CIFAR-10.", "name"),
        ("RowSkip does require training.", "negation"),
        ("RowSkip requires training.", "negation"),
        ("Accuracy does not rise on ImageNet.", "negation"),
        ("Latency rises to 250 ms.", "direction"),
        ("RowSkip is 2.5x slower.", "direction"),
        ("Dense attention outperforms RowSkip on long documents.", "comparative"),
        ("All tasks may profit from longer windows.", "quantifier"),
        ("Some tasks profit from longer windows.", "quantifier"),
        ("Window length causes recall.", "quantifier"),
        ("It saves 40 GB.", "quantifier"),
        ("RowSkip is always faster.", "quantifier"),
    ],
)
def test_each_fault_is_found_by_its_kind(text: str, kind: str) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        *(PAPER.sentence(number) for number in range(1, len(PAPER.sentences) + 1)),
        "On ImageNet accuracy is up by 7.8 percent.",
        "Accuracy grows by almost 8 %, to about 91 %.",
        "RowSkip needs no training, so it is training-free.",
        "RowSkip runs without training.",
        "RowSkip works on eight GPUs.",
        "It takes 0.25 s and 50 % of the memory.",
        "RowSkip cuts the memory of KV caches in half.",
        "The cache of keys and values of Llama 2 7B is looked at.",
        "Dense attention is outperformed by RowSkip.",
        "Two results are reported: speed and accuracy.",
    ],
)
def test_a_true_sentence_has_no_finding_whatever_its_words(text: str) -> None:
    assert kinds(text) == []


TWICE = paper(
    "RowSkip is 1.4x faster than dense rows on discs and 2.6x faster than local windows on CPUs.", "Rows"
)


@pytest.mark.parametrize(
    "text",
    [
        "RowSkip is slower than local windows on CPUs.",
        "Local windows are faster than RowSkip.",
        "RowSkip is slower than dense rows.",
    ],
)
def test_of_two_comparisons_in_a_row_each_may_be_turned_round(text: str) -> None:
    assert "comparative" in [item.kind for item in findings(reading(text, [TWICE]))]


@pytest.mark.parametrize(
    "text", ["RowSkip is faster than local windows.", "Dense rows are slower than RowSkip."]
)
def test_of_two_comparisons_in_a_row_each_may_be_retold(text: str) -> None:
    assert "comparative" not in [item.kind for item in findings(reading(text, [TWICE]))]


IN_OTHER_FORM = [
    ("IFN-γ rises.", "IFN-gamma rises."),
    ("TNF-alpha falls.", "TNFα falls in mice."),
    ("The αvβ3 integrin binds.", "The alpha-v-beta-3 (αvβ3) integrin binds."),
    ("A microRNA is found.", "We found miRNAs."),
    ("An siRNA is used.", "A small interfering RNA is used."),
    ("T2D is common.", "Type 2 diabetes is common."),
    ("Type 2 collagen is found.", "We find type II collagen."),
    ("The phase III trial ended.", "A phase 3 trial ended."),
    (
        "Break-induced replication (BIR) needs the protein.",
        "Replication induced by breaks needs the protein.",
    ),
    ("Matrix metalloproteases (MMPs) are secreted.", "The matrix metalloproteinases are secreted."),
    ("It is 85% right.", "It is right in 85.4% of cases."),
    ("It is 5.6x faster.", "It is 5.61x faster."),
    ("There were 1.2 million cases.", "There were 1,234,567 cases."),
    ("There were 200,000 patients.", "There were 200 000 patients."),
    ("It was 0.05.", "The value was 0·05."),
    ("The value was P < 0.001.", "There was a difference (P < .001)."),
    ("20% of patients relapse.", "One in five patients relapses."),
    ("One in four trials fails.", "Of the trials, 25 % fail."),
    ("It lasts 20 years.", "It lasts two decades."),
    ("It began in the 1970s.", "It began in 1974."),
    ("It takes 2 grams a day.", "Daily intake was 2000 mg."),
    ("Taken twice daily, it helps.", "It helps when taken every morning and evening."),
    ("At one point it fails.", "It fails."),
    ("Nothing is left after half a year.", "Nothing is left after six months."),
    ("Half a million images are used.", "We use 500,000 images."),
    ("Small models decline to answer more questions.", "Small models abstain on more questions."),
    ("Heat, not fishing, explains the loss.", "Loss was caused by heat rather than by fishing."),
    ("It works well [12, 13].", "There are good results everywhere."),
    ("It works well (Lee et al., 2019).", "There are good results everywhere."),
    ("Lee et al. (2019) say that it works well.", "There are good results everywhere."),
]
"""A true sentence, and the text that has its number, name or denial in another form."""


@pytest.mark.parametrize(("text", "stated"), IN_OTHER_FORM)
def test_what_stands_there_in_another_form_is_no_finding(text: str, stated: str) -> None:
    assert findings(reading(text, [paper(stated)])) == ()


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("IFN-γ rises.", "IFN-alpha rises."),
        ("An siRNA is used.", "An RNA is used."),
        ("T2D is common.", "Type 1 diabetes is common."),
        ("The phase III trial ended.", "A phase 2 trial ended."),
        ("Type 2 collagen is found.", "We find type I collagen."),
        ("Adversarial networks (BERT) are used.", "Adversarial networks are used."),
        ("It is 85% right.", "It is right in 86.4% of cases."),
        ("It is 86% right.", "It is right in 85.4% of cases."),
        ("It is 85.4% right.", "It is right in 85% of cases."),
        ("It is 6x faster.", "It is 5.61x faster."),
        ("There were 1.3 million cases.", "There were 1,234,567 cases."),
        ("20% of patients relapse.", "One in four patients relapses."),
        ("It lasts 10 years.", "It lasts two decades."),
        ("It began in the 1980s.", "It began in 1974."),
        ("Nothing is left after half a year.", "Nothing is left after eight months."),
        ("Half a million images are used.", "We use 50,000 images."),
        ("Scores of small models decline.", "Scores of small models rise."),
        ("Scores of small models decline to 40 %.", "Scores of small models rise to 40 %."),
        ("Heat, not fishing, explains the loss.", "Loss was caused by heat and by fishing."),
        ("It takes 3 grams a day.", "Daily intake was 2000 mg."),
        ("Speed is doubled.", "Speed rises."),
        ("Values lie in [1, 7].", "Values lie in [1, 5]."),
        ("Methods work well (Lee et al., 2017).", "Methods work well (Lee et al., 2019)."),
    ],
)
def test_another_number_or_name_of_the_same_form_is_one(text: str, stated: str) -> None:
    assert findings(reading(text, [paper(stated)])) != ()


def test_a_finding_says_what_the_abstract_says_instead_and_where() -> None:
    text = "Accuracy rises by 7.3 % there."
    (item,) = findings(reading(text, [PAPER]))
    assert item.reason == "7.3 % is not in the cited abstract; it says 7.8 %"
    assert text[item.claim.start : item.claim.end] == "7.3 %"
    assert item.evidence is not None
    assert item.evidence.address == "p#s2"


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("37 %", 37, "%"),
        ("45\\%", 45, "%"),
        ("thirty-seven percent", 37, "%"),
        ("0.37", 0.37, ""),
        ("$2\\times$", 2, "x"),
        ("2×", 2, "x"),
        ("twice", 2, "x"),
        ("a factor of two", 2, "x"),
        ("1,000", 1000, ""),
        ("1.5 billion", 1.5e9, ""),
        ("7B", 7e9, ""),
        ("1e-3", 1e-3, ""),
        ("$10^{-3}$", 1e-3, ""),
        ("250 ms", 0.25, "s"),
        ("80 GB", 80e9, "byte"),
        ("in 2023", 2023, "year"),
        ("3rd", 3, "ordinal"),
        ("4.2 percentage points", 4.2, "points"),
        ("by half", 50, "%"),
        ("1/3 of the layers", 100 / 3, "%"),
        ("a hybrid of 2/3 sparse layers", 200 / 3, "%"),
    ],
)
def test_a_quantity_is_read_in_its_base_unit(text: str, value: float, unit: str) -> None:
    (found,) = quantities(Statement(text))
    assert found.value == pytest.approx(value)
    assert found.unit == unit


@pytest.mark.parametrize("text", ["GPT-4", "CIFAR-10", "ResNet50", "Llama-2-7B", "top-5", "F1", "3D", "one"])
def test_digits_of_a_name_are_no_quantity(text: str) -> None:
    assert quantities(Statement(text)) == ()


def test_the_first_number_of_a_range_has_the_unit_of_the_second() -> None:
    assert [(q.value, q.unit) for q in quantities(Statement("2-3x"))] == [(2.0, "x"), (3.0, "x")]


@given(st.text())
def test_plain_text_keeps_every_offset(text: str) -> None:
    assert len(plain(text)) == len(text)


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    for item in findings(reading(text, [PAPER])):
        assert 0 <= item.claim.start <= item.claim.end <= len(text)


@given(st.text(alphabet="aB3 .,%-$\\{}^x×~not", min_size=1, max_size=60))
def test_a_sentence_never_differs_from_itself(text: str) -> None:
    assert findings(reading(text, [paper(text)])) == ()
