"""The words of a question in, its kind and the topic to search for out."""

from __future__ import annotations

import re

from assistant.core.rhetoric import CONTRIBUTION
from assistant.core.understanding.forgoing import forgone
from assistant.core.understanding.heaps import asks_for_all, without_asking
from assistant.core.understanding.vocabulary import is_sentence
from assistant.domain import Kind

_PAPERS = (
    r"(papers?|works(?! (?:better|best|well|worse|worst|faster|fine)\b)|articles?|studies|publications?)\b"
)
_SEVERAL = r"(papers|works|articles|studies|publications|preprints)"
_MADE = (
    r"(surveys|reviews|overviews|tutorials|benchmarks|data ?sets|corpora|leaderboards|toolkits|taxonomies)"
)
"""What papers make, and what they are asked for by: 'surveys on compression'."""
_WORK = r"(work|works|research|literature|studies|anything|everything)"
_BEHIND_WORK = (
    r"(on|about|into|that|which|where|whose|with|using|involv(ing|ed)|dealing|related|concern(ing|ed)|in|by|from"
    r"|cent(er|re)d|focus(s?ed|s?ing)|concentrat(ing|ed)|built on)\b"
)
_METHODS = r"(methods|approaches|techniques|systems|frameworks|benchmarks|algorithms)\b"
_BIDDEN = (
    r"(^|[,.;:?!])\W*"
    r"((please|and|then|briefly|now|first|can|could|would|will|you|i|want|need|to|help|me|us|let|let's) )*"
)
"""Where a verb asks for something: 'summarise X', not 'terms that summarise a text'."""
_NO_NOUN = (
    r"(and|or|which|what|who|when|where|why|how|is|are|was|were|do|does|did|have|has|can|both|these|"
    r"those|this|that|between|versus|vs|compar\w*|contrast\w*|differ\w*|summar\w+|overview|explain|"
    r"describe|tell|if|than)"
)
_NO_NOUNS = rf"(.*\b{_NO_NOUN}|the|other|all|\w+ of the)\b"
"""Words that no bare name of a subject has, as 'medical imaging papers' is one."""
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "list",
        re.compile(
            r"^\W*((?!what (?:sets|separates|distinguishes)\b)"
            rf"(in )?(which|wh?at)( (other|of these|of the))? ((\w|-)+ ){{0,3}}?{_PAPERS}"
            r"|which of (the|these|our|my) ((?!(in|by|of|from|that|which|is|are|was|were)\b)[\w/-]+ ){1,6}?"
            rf"{_SEVERAL}"
            rf"|(please )?(list|enumerate|name all|show( me)?|find( me)?)\b"
            rf"(?! out (how|if|whether|why|what)\b).*\b{_PAPERS}"
            rf"|(please )?(give( me)?|recommend|suggest)( (\w|-)+){{0,2}} {_SEVERAL}"
            rf"|(please )?(list|enumerate|name|show( me)?|find( me)?)( (all|any|the|every|new))* {_MADE}"
            rf"|((please|list|enumerate|show|find|give|me|all|any|some|other|recent|the|more) )*"
            rf"{_WORK} {_BEHIND_WORK}|.*\w\W+wh?at(('| i)?s| exists)? (there|available)\W*$"
            rf"|.*\w\W+wh?at (have|do) (we|you|i) (got|have)\W*$"
            rf"|are there (any )?((\w|-)+ )?{_METHODS} (that|which|to|for|of|with|without)\b"
            rf"|(are|is) there (any |an? )?((\w|-)+ )?({_PAPERS}|{_WORK} {_BEHIND_WORK})|(all |any )?papers\b"
            rf"|(do|does) any (of (the|these|my|our) )?((\w|-)+ )?{_PAPERS}|do (you|we|"
            rf"i) have (any |an? )?{_PAPERS}"
            rf"|(what|which|how much|any) (other )?(work|research)\b|(works?|research|literature|studies"
            r"|(all |everything |anything )?(published|written)|all|everything) (on|about|into)\b"
            r"|who (has |have )?(work(s|ed) on|uses?|used|appl(y|ies|ied)|stud(y|ies|ied)|tr(y|ies|ied)"
            r"|looks? (at|into)|evaluated on"
            r"|(?!(is|was|has|does|wins|leads|scores|ranks)\b)[a-z]{3,}[^\Wsu]s)\b"
            rf"|what( (is|'s|was|were|has been|exists))?( there)?( (published|written|done|available))? "
            r"(on|about)\b|wh?at (has|have) been (done|tried|achieved) (for|to|with|in|when|against)\b"
            rf"|(is there |do (you|we|i) have )?(any|some)thing (on|about)\b"
            rf"|((any|all|other|new|novel|recent|large|public) )*{_MADE}((,|,? (and|or)) ((\w|-)+ )?{_MADE})*"
            r"(\W*$| (on|of|about|for|in)\b(?!.*\b(is|are|was|were|do|does|did|used|how|what|which)\b))"
            rf"|((?!{_NO_NOUN}\b)(\w|-)+ ){{0,3}}{_METHODS} "
            rf"((that|which)\b|(for|to|of|with|without)\b(?!{_NO_NOUNS}))"
            rf"|(?!{_NO_NOUNS})((\w|-)+ ){{1,7}}{_SEVERAL}\W*$)",
            re.I,
        ),
    ),
    (
        "compare",
        re.compile(
            r"\b(compar(e|es|ing|ison|ed (to|with|against))|versus|vs\.?|differ(s|ed)?"
            r"|contrast(s|ed|ing)?\b(?=.*\b(and|with|to|against|between)\b)"
            r"|contrast (them|these|those|both|the)"
            r"|differences? (between|of)|similarit(y|ies) between|trade-?offs? between"
            r"|(distinguish(es)?|separates?|sets?) .{3,80} (apart )?from)\b",
            re.I,
        ),
    ),
    (
        "overview",
        re.compile(
            rf"{_BIDDEN}summari[sz]e\b|\b(overview|summary of|survey of|"
            r"main (themes|trends|approaches|directions|ideas)|state of the art in|"
            r"(what|all that) is (currently |already )?known about|landscape of)\b",
            re.I,
        ),
    ),
)

_SHORTEST_TOPIC = 4
_REQUEST = r"^\W*((please|can you|give|show|suggest|recommend|write|find|list|name|tell|get|me)\s+)*"
_FRAME = re.compile(
    r"^\W*"
    + "".join(
        rf"({words}\s+)*"
        for words in (
            r"(an?|the|all|any|every|some|a few|several|two|three|four|five|ten"
            r"|which|wh?at|do any|does any|are there|(any|some|every)thing|other"
            r"|of these|of the|recent)",
            r"((overview|summary|survey|list) (of|on)|summari[sz]e)",
            rf"({_PAPERS}|(methods|approaches|techniques)\b|{_WORK}(?= {_BEHIND_WORK}| (is|are|was|has)\b))",
            r"(are there|is there|that|which|where|who|do|does|are|is|was|were|there|have|has|been|can|here"
            r"|mainly|currently|known|published|written|done|available)",
            r"((deals?|dealing|works?|focus(es|ed|ing)?|cent(er|re)d|concentrat(es|ing)) (with|on)|about|on"
            r"|concern(ed with|ing)|related to|involving"
            r"|(speaks?|talks?) (of|about)"
            r"|address(es|ing)?|stud(y|ies|ying)|discuss(es|ing)?|consider(s)?|cover(s|ing)?|says? (about|of)"
            r"|treats?|investigat(e|es|ing))",
            # What any paper may do with a subject; no abstract is told from another by it.
            r"(use|uses|used|using|employ(s|ed|ing)?|appl(y|ies|ied|ying)|utili[sz]es?|proposes?|presents?"
            r"|introduc(e|es|ing)|reports?|describes?|examines?|practi[sc]es?|rel(y|ies) on"
            r"|builds? on|evaluat(e|es|ed) on|experiments? with|test(s|ed)? on|runs?|concerns?|make use of"
            r"|compares? with|claims?|with|or|and|(a|some) (kind|sort|form|type) of|in which|whose)",
            r"(an?|the|some)",
        )
    ),
    re.I,
)
"""What comes before the topic of a list: articles, 'papers', auxiliaries, a verb of dealing."""
_BEHIND = re.compile(
    rf"(?<=\w)\s+{_SEVERAL}\W*$"
    r"|(?<=\w)\W+wh?at((('| i)?s| exists)? (there|available)| (have|do) (we|you|i) (got|have))\W*$",
    re.I,
)

_DANGLING = re.compile(
    r"(?<=\w)(\s+(is|are|was|were|have|has|had|been|by|and|or|of|that|which|who|written))+$", re.I
)
"""What a filter's words leave behind when they are taken out: 'on lamps that were [by two authors]'."""


_COMPARING = re.compile(
    r"\b(compar\w*|contrast\w*|versus|vs|differ\w*|similarit\w*|trade-?offs?|between|what|which|how|"
    r"does|with|"
    r"from|each|other|both|papers?|methods?|approach(es)?|main|the|two|three|corpora|and|are|please|show|give|tell|about)\b",
    re.I,
)


_JOINED = re.compile(r"^(\W|\b(and|or|vs|versus|with|to|against|both|compare|are)\b)*", re.I)
"""What is left in front when names are taken out: ', and : '."""


def asked_of_each(rest: str) -> str:
    """What a comparison asks of each paper, from the question without the papers' names."""
    asked = _JOINED.sub("", rest)
    return asked if re.search(r"\w{3}", _COMPARING.sub(" ", asked)) else CONTRIBUTION


def topic_of(text: str, kind: Kind) -> str:
    """What a list or an overview is about; other questions are searched whole.

    A reranker looks for passages that answer; none answers 'which papers', many speak of the topic.
    """
    if kind not in ("list", "overview"):
        return text
    asked = re.sub(_REQUEST, "", without_asking(text) if kind == "list" else text, flags=re.I)
    topic = _BEHIND.sub("", _FRAME.sub("", _FRAME.sub("", asked))).strip(" ?.!:,")
    topic = _DANGLING.sub("", re.sub(r"^(or|and)\s+", "", topic, flags=re.I))
    return topic if len(topic) >= _SHORTEST_TOPIC or (topic.isupper() and len(topic) > 1) else text


_ANY_METHOD = re.compile(
    rf"^\W*(which|what)( (other|kinds? of|sorts? of))? ((\w|-)+ ){{0,2}}?{_METHODS}"
    r"(?! (do|does|did|was|were|is)\b| (are|have been) (used|tested|tried|compared|evaluated|reported)\b)"
    r"(?!.*\b(it|its|they|this|the (paper|authors?|study|work|article))\b)",
    re.I,
)
"""A question for papers by what they propose: 'which methods need no training?'."""


_ONE_METHOD = re.compile(
    r"^\W*(which|what)( (other|kinds? of|sorts? of))? ((\w|-)+ ){0,2}?"
    r"(methods?|approach(es)?|techniques?|systems?|frameworks?|algorithms?|models?)\b",
    re.I,
)


_WANTED = re.compile(
    r"^\W*(please )?(list|enumerate|(find|show|give)( me)?)( (all|any|some|other|recent|new))* "
    r"(?!(the|an?|out|me|if|whether|what|which|how|where|when|who|why|its?|their|this|that|these|those)\b)"
    r"((\w|-)+,? ){0,3}?((\w|-)+[^\Wus]s|data|work)\b",
    re.I,
)
"""Several things are wanted: 'find applications in medicine', not 'find the learning rate'."""
_JOINED_SUBJECTS = re.compile(rf"^\W*(?!{_NO_NOUNS})((\w|-)+,? ){{1,9}}{_SEVERAL}\W*$", re.I)
"""'Biomedical and clinical papers', its 'and' and 'or' taken out: they may also join two papers' names."""


def kind_of(text: str, named: int = 0) -> Kind:
    """The kind of a question by its words; two named papers, joined or put side by side, are compared."""
    if not named and (_ANY_METHOD.search(text) or (_ONE_METHOD.search(text) and forgone(text))):
        return "list"
    if asks_for_all(text) or (not named and _WANTED.search(text)):
        return "list"
    if not named and _JOINED_SUBJECTS.search(re.sub(r"\b(and|or)[ -]", "", text)):
        return "list"
    for kind, pattern in _KINDS:
        if pattern.search(text):
            return kind
    if named > 1 and (re.search(r"\b(and|or|both|each)\b|\s&\s", text, re.I) or not is_sentence(text)):
        return "compare"
    return "fact"


_GIST = re.compile(
    r"^(?:\W|\b(?:what|who|how|is|are|does|do|did|was|the|this|that|it|in|of|on|about|all|a|an|and|me|"
    r"us|tell|give|"
    r"explain|describe|summari[sz]e|summary|overview|gist|idea|main|key|core|short|brief|briefly|"
    r"contributions?|"
    r"proposed?|proposes|propose|introduces?|present(?:s|ed)?|say|says|said|do|work|works|paper|papers|"
    r"article|method|"
    r"abstract|point|take-?aways?|findings?|results?|mean|means|tl;?dr|please|for|from|by|know|more|"
    r"you|can|could|i|we|want|exactly|actually|really|basically|find|finds|found|talk|talking))*\W*$",
    re.I,
)


def asks_for_the_gist(rest: str) -> bool:
    """Whether a question asks nothing of a paper beside its name: 'what is X about?', 'summarise X'."""
    return bool(_GIST.match(rest))
