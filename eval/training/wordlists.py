"""Words that a minimal pair changes, by fault class, as (pattern, replacement) rules; and true synonyms."""

from __future__ import annotations

Rule = tuple[str, str]


def both_ways(pairs: str) -> tuple[Rule, ...]:
    """Rules of 'one/other' pairs, in both directions, whole words only."""
    split = [tuple(pair.strip().split("/")) for pair in pairs.split(",")]
    return tuple((rf"\b{old}\b", new) for one, other in split for old, new in ((one, other), (other, one)))


DIRECTIONS = both_ways(
    "increase/decrease, increases/decreases, increased/decreased, increasing/decreasing, "
    "higher/lower, highest/lowest, more/fewer, greater/smaller, larger/smaller, largest/smallest, "
    "faster/slower, better/worse, best/worst, improve/degrade, improves/degrades, improved/degraded, "
    "improving/degrading, improvement/deterioration, improvements/losses, outperforms/underperforms, "
    "outperform/underperform, outperformed/underperformed, outperforming/underperforming, "
    "reduce/raise, reduces/raises, reduced/raised, reducing/raising, reduction/increase, "
    "positive/negative, positively/negatively, above/below, before/after, stronger/weaker, "
    "strong/weak, high/low, large/small, longer/shorter, easier/harder, gain/loss, gains/losses, "
    "maximize/minimize, maximizing/minimizing, advantage/drawback, benefits/harms, enhance/impair, "
    "enhances/impairs, enhanced/impaired, promotes/inhibits, promote/inhibit, induces/suppresses, "
    "upregulated/downregulated, exceeds/falls short of, exceed/fall short of, success/failure, "
    "rise/fall, growth/decline, accelerate/slow down, accelerates/slows down, strengthen/weaken, "
    "efficient/inefficient, effective/ineffective, robust/fragile, sufficient/insufficient, "
    "similar/different, early/late, simple/complex, rarely/often, agree/disagree, superior/inferior, "
    "expensive/cheap, sparse/dense, narrow/wide, encourages/discourages, alleviate/worsen, "
    "alleviates/worsens, mitigate/aggravate, mitigates/aggravates, accurate/inaccurate, "
    "surpasses/trails, surpass/trail, easy/difficult, few/many, less/more, protects/harms"
)

UNITS = (
    (r"(?<=\d) ?(?:%|percent|\\%)(?! points?)", " percentage points"),
    (r"(?<=\d) percentage points?", "%"),
    (r"(?<=\d) points?\b", "%"),
    (r"(?<=\d)(?:%|\\%)", "x"),
    (r"(?<=\d)(?:x|×| times)\b", "%"),
    (r"(?<=\d) ?ms\b", " s"),
    (r"(?<=\d) ?s\b", " ms"),
    (r"(?<=\d) ?g\b", " mg"),
    (r"(?<=\d) ?km\b", " m"),
    (r"(?<=\d) ?nm\b", " mm"),
    (r"(?<=\d) ?h\b", " min"),
    (r"(?<=\d) ?B\b", "M"),
    (r"(?<=\d) ?[Kk]\b", "M"),
    *both_ways(
        "seconds/minutes, second/minute, minutes/hours, hours/days, days/weeks, months/years, "
        "weeks/months, million/billion, millions/billions, thousand/million, milliseconds/seconds, GB/MB, "
        "kb/Mb, kHz/MHz, kg/mg, mg/ml, cm/mm, meters/kilometers, words/sentences, sentences/documents, "
        "tokens/words, hundreds/thousands, languages/language families, samples/classes, "
        "parameters/layers, participants/groups, patients/hospitals, tasks/domains, domains/languages, "
        "images/videos, annual/monthly, daily/weekly, GPUs/GPU hours"
    ),
)

_VERBS = (
    "outperform|improve|reduce|increase|achieve|require|provide|affect|support|depend|help|lead|allow|enable|contain|"
    "suffer|capture|generalize|perform|differ|show|work|explain|scale|need|rely"
)
_EFFECTS = "improvement|difference|gain|increase|effect|change|reduction|association|correlation"
_TESTED = "datasets|data sets|benchmarks|tasks|languages|domains|models|cases"

NEGATIONS = (
    (r"\b(is|are|was|were|can|could|does|do|did|will|should|has been|have been) not\b", r"\1"),
    (r"\bcannot\b", "can"),
    (
        r"\b(is|are|was|were)(?= (?:able|also|based|an?|the|more|less|used|shown|known|found|effective|"
        r"possible|important|robust|competitive|comparable|associated|related|[a-z]{4,}ed)\b)",
        r"\1 not",
    ),
    (r"\b(can|will|should|may|could)(?= (?!not|also)[a-z]+\b)", r"\1 not"),
    (r"\bcan(?= [a-z]+)", "cannot"),
    (rf"\b({_VERBS})s\b", r"does not \1"),
    (r"\b(needs|requires|uses|has|have|need|require|use)(?= [a-z]{4,}(?:s|ing|ion|ity|ledge)\b)", r"\1 no"),
    (
        r"\b(outperform|require|provide|affect|depend|contain|suffer|capture|generalize|perform|differ|rely)\b",
        r"do not \1",
    ),
    (r"\boutperformed\b", "did not outperform"),
    (r"\bimproved (?=the|upon|over|on|by)", "did not improve "),
    (r"\bwithout\b", "with"),
    (
        r"\bwith(?= (?:additional|any|labeled|human|supervision|access|prior|manual|extra|training))",
        "without",
    ),
    (r"\bfails? to\b", "manages to"),
    (r"\bno (?=[a-z]+)", "a "),
    (rf"\bsignificant(?= (?:{_EFFECTS}))", "no significant"),
    (r"\bsignificantly (?=[a-z]+)", "not significantly "),
    (
        r"\b(?:effective|possible|necessary|stable|supervised|reliable|available|known|able|likely|feasible)\b",
        r"not \g<0>",
    ),
    (r"\bunsupervised\b", "supervised"),
    (r"\bunable to\b", "able to"),
    (r"\b(in|un)(sufficient|stable|reliable|consistent|likely|known|related|biased)\b", r"\2"),
    (r"\blimited\b", "unlimited"),
    (r"\bconsistent with\b", "inconsistent with"),
    (r"\b(that|shows?|showed|demonstrates?|found|find|suggests?) (there is|there are)\b", r"\1 \2 no"),
    (r"\bin contrast to\b", "just like"),
    (r"\bunlike\b", "like"),
)

HEDGES = (
    (r"\b(?:may|might|could)(?= [a-z]+)", "will"),
    (r"\b(?:may|might|could) be\b", "is always"),
    (r"\bsuggests that\b", "proves that"),
    (r"\bsuggest that\b", "prove that"),
    (r"\b(?:indicates|implies) that\b", "proves that"),
    (r"\b(?:indicate|imply) that\b", "prove that"),
    (r"\b(?:often|usually|generally|typically|frequently|sometimes|mostly|in many cases)\b", "always"),
    (r"\b(?:possible|potential|promising|plausible|preliminary)\b", "definitive"),
    (r"\b(?:comparable|similar|competitive) (?:to|with)\b", "clearly better than"),
    (r"\bcompetitive\b", "unmatched"),
    (r"\bcomparable\b", "far superior"),
    (r"\bup to\b", "at least"),
    (r"\bat least\b", "exactly"),
    (r"\b(?:approximately|about|around|roughly|nearly|almost)(?= \d)", "more than"),
    (r"\b(?:can help|helps?)(?= [a-z]+)", "is guaranteed to"),
    (r"\btends? to\b", "always"),
    (r"\bappears? to\b|\bseems? to\b", "is proven to"),
    (r"\bpartially\b|\bpartly\b", "completely"),
    (r"\breduces?(?= the)", "completely eliminates"),
    (r"\bmitigates?\b|\balleviates?\b", "completely solves"),
    (r"\bcan be used\b", "must be used"),
    (r"\bimproves?(?= (?:the|performance|accuracy|results))", "perfects"),
    (r"\bsome improvements?\b|\bmodest\b|\bslight(?:ly)?\b|\bsmall gains?\b", "dramatic"),
    (r"\b(?:believe|hypothesi[sz]e|expect|conjecture|argue|speculate)\b", "prove"),
    (r"\b(?:aims?|attempts?|seeks?|tries) to\b", "succeeds in its goal to"),
    (r"\b(?:one of the first|among the first)\b", "the very first"),
    (r"\b(?:one of the|among the) (?=most|best|largest)", "the single "),
    (r"\bpromising results\b", "perfect results"),
    (r"\bimportant\b|\buseful\b|\bhelpful\b", "indispensable"),
)

CAUSAL = (
    (
        r"\b(is|are|was|were)(?: \w+ly)? (?:associated|correlated|linked|related)(?: with| to)\b",
        r"\1 caused by",
    ),
    (r"\b(?:associated|correlated|linked) (?:with|to)\b", "caused by"),
    (r"\bcorrelates? (?:\w+ly )?with\b", "causes"),
    (
        r"\b(?:association|correlation|relationship|link)s? between (\w+(?: \w+)?) and\b",
        r"causal effect of \1 on",
    ),
    (r"\b(?:correlation|association|relationship) with\b", "causal effect on"),
    (r"\bpredicts\b|\bpredictive of\b", "causes"),
    (r"\brisk factors? (?:for|of)\b", "the cause of"),
    (r"\bcontributes to\b", "is the sole cause of"),
    (r"\bcontribute to\b", "are the sole cause of"),
    (r"\bplays? (?:an?|the) (?:\w+ )?role in\b", "single-handedly determines"),
    (r"\b(?:accompanied|followed) by\b", "causing"),
    (r"\bco-?occurs? with\b|\bcoincides? with\b", "causes"),
    (r"\bdepends on\b", "is entirely determined by"),
    (r"\b(?:influences|affects)\b(?! of| on)", "fully determines"),
)

SCOPES = (
    (r"\b(?:some|many|most|several|various|certain|multiple|numerous)(?= [a-z]+s\b)", "all"),
    (rf"\b(?:two|three|four|five|six|seven|eight)(?= (?:[a-z-]+ ){{0,2}}(?:{_TESTED}))", "all existing"),
    (r"\bin mice\b|\bin rats\b|\bin mouse models?\b|\bin animals?\b|\bin vitro\b", "in humans"),
    (r"\bEnglish\b|\bChinese\b|\bGerman\b|\bArabic\b", "multilingual"),
    (r"\b(?:low-resource|high-resource|under-resourced)(?= languages?)", "all"),
    (r"\b(?:on|in) (?:a|an|one)(?= [a-z]+)", "in every"),
    (r"\ba (?:subset|majority|minority|fraction|part) of\b", "all of"),
    (r"\bunder (?:certain|some|mild|specific|suitable) (?:conditions|assumptions)\b", "under all conditions"),
    (r"\bspecial cases?\b", "general case"),
    (r"\bsmall(?:er)?(?= (?:models?|datasets?|networks?|graphs?|samples?))", "arbitrary"),
    (r"\bstate-of-the-art (methods|models|approaches|systems)\b", r"all other \1"),
    (
        r"\b(?:strong|existing|previous|prior|recent|other) (baselines|methods|models|approaches|systems)\b",
        r"all known \1",
    ),
    (r"\b(?:children|adults|women|men|adolescents|students|elderly)\b", "people of all ages"),
    (r"\b(?:bounded|finite|linear|convex|planar|undirected|binary)(?= [a-z]+)", "arbitrary"),
    (r"\b(?:synthetic|simulated|toy)(?= [a-z]+)", "real-world"),
    (r"\b(?:synthetic|simulated|toy) (data|datasets|experiments)\b", r"all kinds of \1"),
)

SLIPS = both_ways(
    "training/inference, train/test, pre-training/fine-tuning, pretraining/finetuning, "
    "precision/recall, supervised/unsupervised, encoder/decoder, offline/online, source/target, upper "
    "bound/lower bound, sensitivity/specificity, systolic/diastolic, mean/median, male/female, "
    "patients/controls, treatment/placebo, accuracy/latency, memory/compute, input/output, "
    "global/local, static/dynamic, speech/text, image/text, images/texts, human/automatic, "
    "manual/automatic, extractive/abstractive, syntactic/semantic, zero-shot/few-shot, "
    "monolingual/multilingual, users/items, teacher/student, generator/discriminator, "
    "classification/regression, discrete/continuous, deterministic/stochastic, "
    "homogeneous/heterogeneous, centralized/decentralized, first/second, horizontal/vertical, "
    "spatial/temporal, theoretical/empirical, qualitative/quantitative, mortality/morbidity, "
    "prevalence/incidence, proteins/genes, protein/gene, word-level/sentence-level, "
    "in-domain/out-of-domain, forward/backward, exact/approximate, linear/quadratic, "
    "polynomial/exponential, false positives/false negatives, synthetic/real, primal/dual, "
    "client/server, retrieval/generation, question/answer, questions/answers, encoding/decoding, "
    "nodes/edges, directed/undirected, left/right, children/adults, men/women, internal/external, "
    "acute/chronic, in vivo/in vitro, row/column"
)

SYNONYMS = (
    (r"\boutperforms\b", "performs better than"),
    (r"\boutperform\b", "perform better than"),
    (r"\boutperforms\b", "beats"),
    (r"\boutperform\b", "surpass"),
    (r"\bachieves\b", "reaches"),
    (r"\bachieve\b", "attain"),
    (r"\bdemonstrates\b", "shows"),
    (r"\bdemonstrate\b", "show"),
    (r"\bnovel\b", "new"),
    (r"\bsubstantially\b", "considerably"),
    (r"\bsignificantly\b", "markedly"),
    (r"\butilizes\b", "uses"),
    (r"\butilize\b", "use"),
    (r"\bleverages\b", "makes use of"),
    (r"\bemploys\b", "uses"),
    (r"\bemploy\b", "use"),
    (r"\bin order to\b", "to"),
    (r"\bobtains\b", "gets"),
    (r"\brequires\b", "needs"),
    (r"\brequire\b", "need"),
    (r"\bimproves\b", "enhances"),
    (r"\bimprove\b", "boost"),
    (r"\breduces\b", "cuts"),
    (r"\breduce\b", "lower"),
    (r"\bincreases\b", "raises"),
    (r"\bapproach\b", "method"),
    (r"\bapproaches\b", "methods"),
    (r"\bmethod\b", "approach"),
    (r"\bmethods\b", "techniques"),
    (r"\bvarious\b", "different"),
    (r"\bseveral\b", "a number of"),
    (r"\bproposes\b", "introduces"),
    (r"\bpropose\b", "put forward"),
    (r"\bpresents\b", "describes"),
    (r"\b(we|We|they) present\b", r"\1 describe"),
    (r"\binvestigates\b", "studies"),
    (r"\binvestigate\b", "study"),
    (r"\bexamine\b", "look at"),
    (r"\bcomprises\b", "consists of"),
    (r"\btherefore\b", "hence"),
    (r"\benables\b", "allows for"),
    (r"\bcrucial\b", "very important"),
    (r"\bkey\b", "central"),
    (r"\bsuch as\b", "like"),
    (r"\bnumerous\b", "many"),
    (r"\bmajority of\b", "most of"),
    (r"\bbased on\b", "building on"),
    (r"\bcompared (?:to|with)\b", "in comparison with"),
    (r"\bdataset\b", "data set"),
    (r"\bdatasets\b", "data sets"),
    (r"\bcorpus\b", "text collection"),
    (r"\bneural networks\b", "neural nets"),
    (r"\bdue to\b", "because of"),
    (r"\bsimilar to\b", "like"),
    (r"\bfaster\b", "quicker"),
    (r"\blarger\b", "bigger"),
    (r"\blarge\b", "big"),
    (r"\bassess\b", "evaluate"),
    (r"\bevaluate\b", "assess"),
    (r"\bperformance\b", "results"),
    (r"\bcomplex\b", "complicated"),
    (r"\bdecrease\b", "drop"),
    (r"\bdecreased\b", "fell"),
    (r"\bpatients\b", "people treated"),
    (r"\balleviates\b", "eases"),
    (r"\bmitigates\b", "lessens"),
    (r"\bmitigate\b", "lessen"),
    (r"\bsufficient\b", "enough"),
    (r"\bapproximately\b", "about"),
    (r"\bnearly\b", "almost"),
    (r"\bchallenging\b", "hard"),
    (r"\bdifficult\b", "hard"),
    (r"\brobust\b", "resilient"),
    (r"\bcost\b", "expense"),
    (r"\bgoal\b", "aim"),
    (r"\bfocuses on\b", "deals with"),
    (r"\bfocus on\b", "deal with"),
)
