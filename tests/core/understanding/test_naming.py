from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.understanding.naming import PaperNames
from assistant.core.understanding.words import Words
from assistant.domain import Paper

TITLES = {
    "sparrow": "SparRow-2: Reading Rows Sparsely",
    "oat": "OAT: Object Attention",
    "twin-a": "TwinNet: Two Towers for Short Rows",
    "twin-b": "TwinNet: A Network of Twins",
    "cache": "RowCache: Compressing Caches by Rows",
    "prior": "The Sleepiness Prior",
    "long": "Reading Very Long Rows Without Ever Looking Back",
    "survey": "A Survey of Row Attention",
    "rows": "Row Attention",
    "duo": "DuoRows: Two Kinds of Rows",
}
ABSTRACT = "We study attention over rows and caches. RowCache and oat are compared with other methods."
PAPERS = [Paper(key, title, ABSTRACT) for key, title in TITLES.items()]
ENGLISH = ("row", "rows", "cache", "flex", "oat", "attention", "survey", "twin", "duo", "network")
NAMES = PaperNames(PAPERS, Words(PAPERS, lambda: ENGLISH))


@pytest.mark.parametrize(
    ("question", "papers"),
    [
        ("how fast is sparrow-2?", ["sparrow"]),
        ("how fast is sparrow 2?", ["sparrow"]),
        ("what does rowcache do", ["cache"]),
        ("what does row cache do", ["cache"]),
        ("what does RowCahce do", ["cache"]),
        ("how do duo rows differ", ["duo"]),
        ("what is the sleepiness prior", ["prior"]),
        ("In “Reading Very Long Rows”, what is skipped?", ["long"]),
        ("does reading very long rows without ever help", ["long"]),
    ],
)
def test_a_paper_is_found_by_its_name_however_it_is_written(question: str, papers: list[str]) -> None:
    assert list(NAMES.named_in(question)) == papers


@pytest.mark.parametrize(
    "question",
    [
        "row attention is what matters in memory",
        "who sells oat milk?",
        "SparRow-3 or sparrow 3",
        "FlexCache",
        "reading rows",
        "a network of caches",
        "how are long rows read?",
    ],
)
def test_common_words_and_other_versions_name_no_paper(question: str) -> None:
    assert NAMES.named_in(question) == ()


def test_a_name_of_several_papers_means_all_of_them() -> None:
    (mention,) = NAMES.mentions("what is TwinNet?")
    assert mention.papers == ("twin-a", "twin-b")


def test_a_mistyped_name_is_marked_as_such() -> None:
    (mention,) = NAMES.mentions("RowCahce")
    assert mention.mistyped
    assert mention.name == "RowCache"


def test_a_question_without_names_is_what_is_asked_of_them() -> None:
    assert NAMES.without_names("how does SparRow-2 read?") == "how does read?"


@given(st.sampled_from(sorted(TITLES)), st.sampled_from(("{}", "what is in {}?", "{} vs nothing")))
def test_a_whole_title_names_its_paper_in_any_case(paper: str, frame: str) -> None:
    title = TITLES[paper]
    for written in (title, title.lower(), title.upper()):
        if ":" in title or paper in ("long", "prior"):
            assert paper in NAMES.named_in(frame.format(written))


@given(st.text(max_size=120))
def test_mentions_lie_within_the_question_one_behind_the_other(question: str) -> None:
    position = 0
    for mention in NAMES.mentions(question):
        assert position <= mention.start < mention.end <= len(question)
        position = mention.end


@pytest.mark.parametrize(
    ("question", "papers"),
    [
        ("what is oat", ["oat"]),
        ("who wrote oat", ["oat"]),
        ("which is better rowcache or oat", ["cache", "oat"]),
        ("oat vs rowcache which is faster", ["oat", "cache"]),
        ("how do rowcache and oat differ in speed", ["cache", "oat"]),
        ("does oat milk help", []),
        ("does an oat need rows", []),
        ("the price of oat", []),
    ],
)
def test_a_plain_word_is_a_name_where_only_names_stand(question: str, papers: list[str]) -> None:
    abstract = "We study attention over rows. OAT is compared, and OAT wins over RowCache."
    oats = [Paper("oat", "OAT: Object Attention", abstract), Paper("cache", "RowCache: Rows", "RowCache")]
    assert list(PaperNames(oats, Words(oats, lambda: ENGLISH)).named_in(question)) == papers


def test_a_version_is_found_without_its_point() -> None:
    names = PaperNames([Paper("min", "MinRow 1.0: Rows Without Effort", "MinRow 1.0 reads rows.")])
    assert names.named_in("how fast is minrow 10") == ("min",)


def introducing(*abstracts: str) -> PaperNames:
    papers = [Paper(f"p{number}", "Skipping Rows", text) for number, text in enumerate(abstracts, start=1)]
    return PaperNames(papers, Words(papers, lambda: ENGLISH))


@pytest.mark.parametrize(
    ("abstract", "name"),
    [
        ("We propose Selective Row Skipping (SeRoS), which skips rows. SeRoS is fast.", "SeRoS"),
        ("In this work, we present RoSkip, a way to skip rows. RoSkip is fast.", "RoSkip"),
        ("Rows are many. This paper introduces the RSK, a reader. The RSK skips rows.", "RSK"),
        ("We propose Selective Row Skipping (SeRoS), which skips rows.", "SeRoS"),
        ("Our RS-Skip (Row Selection by Skipping) skips rows.", "RS-Skip"),
        ("We propose Selective Row Skipping (SeRoS).", "selective row skipping"),
        ("Rows are many. We tailor it by proposing the row skipper (RowSkip) block.", "RowSkip"),
        ("We study skipping rows. The skipping rows (SkipRo) block is fast.", "SkipRo"),
        ("We present RoSkip, a reader. Our RoSkip-s is fast.", "RoSkip-s"),
        ("We present RoSkip, a reader. Our RoSkip is fast.", "RoSkip-7B"),
    ],
)
def test_a_name_that_only_the_abstract_introduces_names_its_paper(abstract: str, name: str) -> None:
    assert introducing("Rows are read one by one.", abstract).named_in(f"how fast is {name}?") == ("p2",)


@pytest.mark.parametrize(
    "abstracts",
    [
        ("We propose to prune language models (LMQ). LMQ is fast.", "Others compare with LMQ."),
        ("Our LMQ model skips rows.", "Rows are many."),
        ("We compare with row readers (LMQ). LMQ is slow.", "Rows are many."),
    ],
    ids=["used by others", "never used again", "not its own"],
)
def test_a_word_that_is_no_paper_s_own_names_none(abstracts: tuple[str, ...]) -> None:
    assert introducing(*abstracts).named_in("how fast is LMQ?") == ()


def test_another_version_of_a_name_is_another_method() -> None:
    names = introducing("We present RoSkip, a reader. Our RoSkip is fast.")
    assert names.named_in("how fast is RoSkip v2?") == ()
    assert names.named_in("how fast is RoSkip-free reading?") == ()


def test_a_word_beside_a_mistyped_name_is_no_part_of_it() -> None:
    names = introducing("We present RoSkipReader, a reader. Our RoSkipReader is fast.")
    assert [mention.end for mention in names.mentions("roskipreadr or nothing")] == [11]


def test_capitals_inside_tell_a_name_from_the_plain_word_of_the_title() -> None:
    names = PaperNames([Paper("cat", "Catformer: Rows Read by Cats")])
    assert names.named_in("how fast is CatFormer?") == ("cat",)
    assert names.named_in("is a catformer an animal?") == ()


PLAIN = [
    Paper("hat", "Hat: Covering Heads", "Hat is warm. Hat is light."),
    Paper("moda", "MODA: Many Ways of Dressing", "MODA dresses models."),
    Paper("cab", "CAB: A Benchmark of Rides", "CAB counts rides. CAB is new."),
    Paper("zoo", "Zoology: Why Animals Forget", "We study recall. Zoology explains it, Zoology is short."),
    Paper("fca", "Fcaformer: Attention over Felt", "Fcaformer reads felt."),
    Paper("auto", "AutoNeural: Felt for Small Machines", "AutoNeural is small."),
]
IN_LOWER_CASE = PaperNames(
    PLAIN, Words(PLAIN, lambda: ("hat", "cab", "zoology", "neural", "auto", "felt", "what", "and", "why"))
)


@pytest.mark.parametrize(
    ("question", "papers"),
    [
        ("moda and cab on felt", ["moda", "cab"]),
        ("why does zoology forget", ["zoo"]),
        ("zoology what does it explain", ["zoo"]),
        ("why is zoology's recall low", ["zoo"]),
        ("fcaformer accuracy on felt", ["fca"]),
        ("how small is AtoNeural", ["auto"]),
        ("how small is AutoNerual", ["auto"]),
    ],
)
def test_a_plain_word_names_a_paper_by_its_place_and_by_the_name_beside_it(
    question: str, papers: list[str]
) -> None:
    assert list(IN_LOWER_CASE.named_in(question)) == papers


def test_a_plain_word_names_a_paper_where_names_are_heaped_up_or_open_a_question() -> None:
    assert IN_LOWER_CASE.named_in("fcaformer cab felt") == ("fca", "cab")
    assert IN_LOWER_CASE.named_in("cab fcaformer what is felt") == ("cab", "fca")
    assert IN_LOWER_CASE.named_in("fcaformer felt cab") == ("fca",)
    assert IN_LOWER_CASE.named_in("why is fcaformer cab felt") == ("fca",)


def test_one_word_against_another_names_two_papers_however_common_they_are() -> None:
    papers = [Paper("hat", "Hat: Felt", "a hat is a hat"), Paper("cab", "Cab: Rides", "the cab of a cab")]
    names = PaperNames(papers, Words(papers, lambda: ("hat", "cab")))
    assert names.named_in("hat vs cab rides") == ("hat", "cab")
    assert names.named_in("hat vs tin rides") == ()
    assert names.named_in("rides in a hat and cab") == ()


@pytest.mark.parametrize(
    "question", ["students of zoology", "the cab and felt", "how small is AltoNeuron", "a hat of felt"]
)
def test_elsewhere_a_plain_word_is_a_word(question: str) -> None:
    assert IN_LOWER_CASE.named_in(question) == ()


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("how fast is sparrow 2", "how fast is SparRow-2"),
        ("row cahce vs duo rows", "RowCache vs DuoRows"),
        ("RowCahce speed", "RowCache speed"),
        ("what is the sleepiness prior", "what is the sleepiness prior"),
        ("does reading very long rows without ever help", "does reading very long rows without ever help"),
    ],
)
def test_a_coined_name_is_written_as_its_paper_writes_it(typed: str, written: str) -> None:
    assert NAMES.as_written(typed) == written


def test_a_guess_at_a_name_is_left_alone_where_none_is_wanted() -> None:
    assert NAMES.as_written("RowCahce and duo rows", guessed=False) == "RowCahce and DuoRows"


def test_a_coined_name_is_known_wherever_it_was_divided() -> None:
    papers = [
        Paper("tic", "ROWticon: Telling Rows"),
        Paper("oat", "OAT: Object Attention"),
        Paper("hat", "HATv2: Felt Again"),
    ]
    names = PaperNames(papers, Words(papers, lambda: ENGLISH))
    assert names.named_in("row ticon colours") == ("tic",)
    assert names.as_written("row ticon colours") == "ROWticon colours"
    assert names.named_in("hat v2 felt") == ("hat",)
    assert names.named_in("hat v3 felt") == ()


@given(st.text(max_size=60))
def test_writing_names_as_the_papers_do_names_no_other_papers(text: str) -> None:
    assert set(NAMES.named_in(text)) <= set(NAMES.named_in(NAMES.as_written(text)))


BESIDE = [
    Paper("lynx", "The Lynx & the Otter: Reading Rows", "We present Lynx, a reader. Lynx skips rows."),
    Paper("flow", "Flowreader: Reading Rows", "Flowreader reads rows as they flow. Each reader flows."),
    Paper("umm", "UMMAR: Merging Rows", "UMMAR merges rows. UMMAR is fast."),
    Paper("col", "Column Guide: Reading by Columns", "We read a column first, and a column last."),
    Paper("cache", "RowCache: Keeping Rows", "RowCache keeps rows."),
    Paper("hope", "Hope @ RowEval-EACL2021 : Merging Rows", "We merge rows in hope of a prize."),
]
BESIDE_NAMES = PaperNames(
    BESIDE, Words(BESIDE, lambda: ("flow", "reader", "lynx", "column", "hope", "rows", "umber"))
)


@pytest.mark.parametrize(
    ("question", "papers"),
    [
        ("compare Lynx, RowCache and SparRow", ["lynx", "cache"]),
        ("how do lynx, flow reader and RowCache skip rows", ["lynx", "flow", "cache"]),
        ("what is kept in RowCache & UMAR", ["cache", "umm"]),
        ("what is kept in RowCache and the ummers", ["cache"]),
        ("where does a lynx sleep", []),
        ("what does a flow reader do", []),
        ("UMAR is what", []),
        ("earliest UMMAR RowCache column", ["umm", "cache", "col"]),
        ("RowCache column width", ["cache"]),
        ("what do UMMAR and Hope at RowEval merge", ["umm", "hope"]),
        ("is there hope for RowCache", ["cache"]),
    ],
)
def test_half_a_name_or_a_mistyped_short_one_counts_beside_another_name(
    question: str, papers: list[str]
) -> None:
    assert list(BESIDE_NAMES.named_in(question)) == papers


@pytest.mark.parametrize(("question", "papers"), [("row re ad er and RowCache", []), ("ski pro ws", [])])
def test_pieces_that_are_all_words_name_nothing_unless_one_is_very_short(
    question: str, papers: list[str]
) -> None:
    names = PaperNames(
        [Paper("skip", "SkiProWs: Reading", "SkiProWs reads.")], Words(BESIDE, lambda: ("ski", "pro"))
    )
    assert list(names.named_in(question)) == (papers or (["skip"] if "ws" in question else []))
