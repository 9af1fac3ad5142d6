"""Question → Query: what kind of answer is asked for, of what, when and by whom. Knows no articles."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from knowledge.model import ValueKind
from knowledge.text import Token, fold, tokenize


class Asked(StrEnum):
    """The kind of question; it fixes which kinds of value may answer."""

    WHEN = "when"
    CLOCK = "clock"
    HOW_LONG = "how long"
    HOW_OFTEN = "how often"
    HOW_MANY = "how many"
    HOW_MUCH = "how much"
    MEASURE = "measure"
    WHO = "who"
    ROLE = "role"
    WHERE = "where"
    WHY = "why"
    HOW = "how"
    WHAT = "what"
    LIST = "list"
    DEFINITION = "definition"
    YES_NO = "yes or no"
    SAID = "said"
    WHO_SAID = "who said"
    CONTACT = "contact"
    OPEN = "open"
    """Telegraphic: "x2 price?"; the attribute decides."""


WANTED: dict[Asked, tuple[ValueKind, ...]] = {
    Asked.WHEN: (ValueKind.TIME, ValueKind.CLOCK),
    Asked.CLOCK: (ValueKind.CLOCK,),
    Asked.HOW_LONG: (ValueKind.DURATION, ValueKind.TIME, ValueKind.NUMBER),
    Asked.HOW_OFTEN: (ValueKind.DURATION, ValueKind.NUMBER),
    Asked.HOW_MANY: (ValueKind.NUMBER, ValueKind.DURATION, ValueKind.MONEY),
    Asked.HOW_MUCH: (ValueKind.MONEY, ValueKind.NUMBER),
    Asked.MEASURE: (ValueKind.NUMBER, ValueKind.DURATION, ValueKind.MONEY, ValueKind.TIME),
    Asked.WHO: (ValueKind.PERSON, ValueKind.ORGANISATION),
    Asked.ROLE: (ValueKind.ROLE,),
    Asked.WHERE: (ValueKind.PLACE,),
    Asked.WHY: (ValueKind.CAUSE,),
    Asked.SAID: (ValueKind.QUOTE,),
    Asked.WHO_SAID: (ValueKind.PERSON, ValueKind.ORGANISATION),
    Asked.CONTACT: (ValueKind.CONTACT,),
}


@dataclass(frozen=True, slots=True)
class Query:
    """What was made of a question."""

    text: str
    """The question as understood: mentions cut out, typos of closed-class words mended."""
    asked: Asked
    tokens: tuple[Token, ...]
    """Of the clause that asks."""
    clause: str = ""
    """The clause that asks, as text."""
    context: tuple[Token, ...] = ()
    """Of what was said around it ("I have a monthly pass, …"): finds, but never decides."""
    inherited: tuple[Token, ...] = ()
    """Of the question before, where this one does not stand alone."""
    focus: tuple[str, ...] = ()
    """Folded words naming the thing asked for: ("bus",) in "which bus goes …", ("litres",) in "how many litres …"."""
    measure: str = ""
    """The property of a how-question: "heavy", "old", "far"; or a unit class."""
    subject: str = ""
    """Who or what a role or definition question is about; the speaker of a quote question."""
    quoted: str = ""
    """The words whose speaker is asked for."""
    is_past: bool = False
    """Asks for what held before a change: "original", "before the delay", "when first announced"."""
    is_rumour: bool = False
    """Asks for what leaks or rumours said."""
    is_latest: bool = False
    is_negative: bool = False
    """A yes/no question put negatively, or why something is not so."""
    wants_list: bool = False
    relation: str = ""
    """The preposition of a time asked for: "until", "by", "since", "from", or ""."""
    is_bygone: bool | None = None
    """Whether the verb puts what is asked for in the past (True) or in the present or future (False)."""
    currency: str = ""
    """The currency asked for, as an ISO code, or ""."""

    @property
    def wanted(self) -> tuple[ValueKind, ...]:
        """Kinds of value that may answer; empty where any may."""
        return WANTED.get(self.asked, ())


_MENTION = re.compile(r"(?<!\w)@\w{3,}")
_AUX = (
    r"is|are|was|were|am|do|does|did|will|would|can|could|may|might|should|shall|must|has|have|had|isn't|aren't|wasn't|"
    r"weren't|don't|doesn't|didn't|won't|wouldn't|can't|couldn't|shouldn't|hasn't|haven't|hadn't|any chance"
)
_WH = r"when|what|which|who|whom|whose|where|why|how"
_SMALL_TALK = re.compile(
    r"^(?:(?:hi|hello|hey|hiya|yo|ok|okay|so|and|but|well|please|pls|sorry|thanks|thank you|good (?:morning|evening|day)|"
    r"quick (?:one|question)(?: for (?:you|u))?|just (?:wondering|curious)|um+|er+|there|all|everyone|guys|folks|"
    r"sorry if this was asked before|does anyone know|do you know|anyone know|can you tell me|could you tell me|"
    r"tell me|can anyone tell me|i(?:'d| would) like to know|i want to know|i wonder|i was wondering|remind me|"
    r"any idea|any news (?:on|about)|do we know|is it known|actually|exactly|roughly|then|now)\b[\s,:;!.\-]*)+",
    re.IGNORECASE,
)
_CONTRACTIONS = (
    (re.compile(r"\b(who|what|when|where|why|how)['’]?s\b(?!\s+(?:phone|fault|idea)\b)", re.I), r"\1 is"),
    (re.compile(r"\b(who|what|when|where|why|how)['’]?re\b", re.I), r"\1 are"),
    (re.compile(r"\b(who|what|when|where|why|how)['’]ll\b", re.I), r"\1 will"),
    (re.compile(r"\b(who|what|when|where|why|how)['’]?d\b", re.I), r"\1 did"),
    (re.compile(r"\b(it|he|she|that|there)['’]s\b", re.I), r"\1 is"),
    (re.compile(r"\bi['’]?m\b", re.I), "i am"),
    (re.compile(r"\bwanna\b", re.I), "want to"),
    (re.compile(r"\bgonna\b", re.I), "going to"),
)
_PAST = re.compile(
    r"\b(original(?:ly)?|initial(?:ly)?|at first|first announced|first (?:notice|target|date|plan|price)|"
    r"previous(?:ly)?|formerly|before (?:the|that|it|this|anything)\b|used to|was (?:it|that) before|"
    r"back (?:in|then)|old (?:date|price)|meant to|supposed to (?:be|open|come|start)|"
    r"planned dates?|(?:were|was) (?:planned|scheduled|expected))\b"
)
_RUMOUR = re.compile(r"\b(leak(?:s|ed|ers?)?|rumou?r(?:s|ed)?|gossip\w*|tipp?(?:ed|ster)|speculat\w+|hearsay)\b")
_LATEST = re.compile(
    r"\b(now|latest|newest|new date|current(?:ly)?|still|at the moment|today|by now|any ?more|yet|again)\b"
)
_TIME_NOUN = "date|day|days|month|year|years|week|weekend|quarter|season|evening|night|weekday|dates|period"
_MONEY_NOUN = "price|cost|fee|charge|fare|tariff|amount|sum|bill|price tag|budget|salary|fine"
_NUMBER_NOUN = "number|percentage|percent|share|slice|proportion|total|size|weight|capacity|score|length|width|height|depth|speed|diameter|distance|age|temperature|mass|resolution|turnout|attendance"
_PLACE_NOUN = (
    "city|town|country|place|venue|village|street|location|state|region|site|address|continent|county|island|"
    "stadium|ground|stand|hall|building|area|district|province|station|stop|airport"
)
_WHO_NOUN = (
    "company|firm|companies|firms|person|people|actor|actress|singer|author|artist|player|team|club|organisation|"
    "organization|bank|paper|newspaper|studio|university|school|agency|politician|president|minister|director|house|"
    "executives|manufacturer|supplier|contractor|publisher|brand|group|band|party|man|woman|writer|composer|leader"
)
_MEASURES = {
    "heavy": "mass", "light": "mass", "big": "size", "large": "size", "small": "size", "long": "length",
    "wide": "length", "tall": "length", "high": "length", "deep": "length", "far": "length", "thick": "length",
    "fast": "speed", "quick": "speed", "quickly": "speed", "hot": "temperature", "cold": "temperature", "warm": "temperature",
    "old": "age", "strong": "power", "powerful": "power", "loud": "plain", "bright": "plain", "bad": "score",
    "hard": "plain", "full": "plain", "widely": "count", "late": "time", "steep": "plain", "accurate": "plain",
}  # fmt: skip
_CURRENCIES = {
    "euro": "EUR", "euros": "EUR", "eur": "EUR", "eurozone": "EUR", "pound": "GBP", "pounds": "GBP", "sterling": "GBP",
    "gbp": "GBP", "quid": "GBP", "dollar": "USD", "dollars": "USD", "usd": "USD", "bucks": "USD", "yen": "JPY",
    "jpy": "JPY", "franc": "CHF", "francs": "CHF", "chf": "CHF", "yuan": "CNY", "rupee": "INR", "rupees": "INR",
}  # fmt: skip


def parse(question: str, *, without: frozenset[Asked] = frozenset()) -> Query:
    """The query of a question that stands alone. The clause that asks is found among what surrounds it.

    without: kinds of question that were tried and led nowhere.
    """
    text = _MENTION.sub(" ", question.replace("’", "'").replace("‘", "'"))
    for pattern, replacement in _CONTRACTIONS:
        text = pattern.sub(replacement, text)
    text = re.sub(r"\s+", " ", text).strip()
    asking, around = _asking_clause(text)
    query = _classify(asking.rstrip("?!. "), without)
    lowered = fold(text)
    return replace(
        query,
        text=text,
        context=tokenize(around),
        is_past=bool(_PAST.search(lowered)),
        is_rumour=bool(_RUMOUR.search(lowered)),
        is_latest=bool(_LATEST.search(lowered)),
        is_negative=bool(re.search(r"\b(not|never|no longer)\b|n't\b", lowered)),
        currency=_currency(lowered),
        relation=_relation(lowered),
        is_bygone=_tense(fold(query.clause)),
    )


def _relation(lowered: str) -> str:
    match = re.search(rf"\b(until|till|by|since|from) (?:{_WH})\b|\bhow long\b.*\b(?:have|got|left|valid|supported)\b", lowered)
    if match is None:
        return ""
    return {"till": "until", None: "until"}.get(match.group(1), match.group(1) or "until")


def _tense(clause: str) -> bool | None:
    verb = re.search(rf"\b(?:{_AUX})\b", clause)
    if verb is None:
        return None
    if verb.group() in ("did", "was", "were", "had", "didn't", "wasn't", "weren't"):
        return True
    return None if verb.group() in ("has", "have", "could", "would", "should") else False


def _currency(lowered: str) -> str:
    named = [code for word in re.findall(r"[a-z]+", lowered) if (code := _CURRENCIES.get(word))]
    if not named:
        return ""
    qualifier = re.search(r"\b(canadian|australian|swiss|hong kong) (?:dollars?|francs?)", lowered)
    if qualifier:
        return {"canadian": "CAD", "australian": "AUD", "swiss": "CHF", "hong kong": "HKD"}[qualifier.group(1)]
    return named[-1]


def _asking_clause(text: str) -> tuple[str, str]:
    """The clause that asks, and the rest of the message."""
    stripped = _SMALL_TALK.sub("", text) or text
    clauses = [
        c.strip()
        for c in re.split(r"(?<=[?!;])\s+|(?<=[a-z)])\.\s+|,\s+(?!and\b|or\b)|\s+-\s+|\n", stripped)
        if c.strip()
    ]
    if len(clauses) <= 1:
        return stripped, ""
    ranked = sorted(range(len(clauses)), key=lambda i: (-_askingness(clauses[i], is_last=i == len(clauses) - 1), i))
    best = ranked[0]
    if _askingness(clauses[best], is_last=True) == 0:
        return stripped, ""
    # a short asking clause keeps the clause it leans on: "in lei jun's words", "margin 3 price, in pounds"
    return _SMALL_TALK.sub("", clauses[best]), " ".join(c for i, c in enumerate(clauses) if i != best)


def _askingness(clause: str, *, is_last: bool) -> int:
    clause = _SMALL_TALK.sub("", clause)
    score = 0
    if re.match(rf"(?:by|until|since|from|on|at|in|for|after|to|up to|with)?\s*(?:{_WH})\b", clause, re.I):
        score = 4
    elif re.match(rf"(?:{_AUX})\b", clause, re.I):
        score = 3
    elif re.search(rf"\b(?:{_WH})\b", clause, re.I):
        score = 2
    if clause.endswith("?"):
        score += 1
    return score * 2 + (1 if is_last and score else 0)


def _classify(clause: str, without: frozenset[Asked]) -> Query:
    lowered = re.sub(r"\s+", " ", clause.translate(str.maketrans({"“": '"', "”": '"'})).casefold())
    for rule in (_polar_start, _quote_question, _role_question, _how_question, _wh_question, _yes_no_question):
        found = rule(clause, lowered)
        if found is not None and found.asked not in without:
            return found
    return _open_question(clause, lowered)


def _query(clause: str, asked: Asked, **parts: object) -> Query:
    return replace(Query(clause, asked, tokenize(clause), clause), **parts)  # type: ignore[arg-type]


_SAY = r"say|said|says|tell|told|promise|promised|add|added|comment|commented|write|wrote|call|called|explain|explained|joke|joked|think|announce|answer|answered|reply|replied|respond|responded|describe|described|state|stated|claim|claimed|warn|warned|ask|asked"


def _quote_question(clause: str, lowered: str) -> Query | None:
    quoted = re.search(r"[\"“](.{6,}?)[\"”]|(?<!\w)'(.{6,}?)'(?!\w)", clause)
    who = re.match(
        r"(?:by )?(?:who|whom|which \w+|whose)\b.*?\b(said|says|called|calls|wrote|added|told|promised|claimed|stated|says?)\b(.*)",
        lowered,
    )
    if who and (quoted or who.group(1) in ("said", "says", "called", "calls", "wrote", "claimed", "stated")):
        words = (quoted.group(1) or quoted.group(2)) if quoted else clause[who.start(2) : who.end(2)].strip()
        return _query(clause, Asked.WHO_SAID, quoted=words)
    if quoted and re.match(r"(?:who|whose)\b", lowered):
        return _query(clause, Asked.WHO_SAID, quoted=quoted.group(1) or quoted.group(2))
    said = re.match(
        rf"(?:what|how) (?:exactly )?(?:did|does|do|has|have|had|will|was|is|were) (.+?) (?:have to |had to )?({_SAY})\b(.*)",
        lowered,
    )
    if (
        said
        and said.group(2) not in ("ask", "asked", "call", "called", "announce")
        and not re.match(r"(?:it|they|you|i|we|the (?:writer|author|article|leaks?|rumou?rs?|report))\b", said.group(1))
    ):
        subject = clause[said.start(1) : said.end(1)]
        return _query(clause, Asked.SAID, subject=subject)
    on = re.match(
        r"(?:what (?:is|was|were) )?(.+?)(?:'s|s') (?:response|reaction|answer|comment|comments|statement|words|advice|line|quote|joke|opinion|view|take)\b(?: (?:to|on|about|regarding|of)\b)?(.*)",
        lowered,
    )
    if on and 0 < len(on.group(1).split()) <= 5 and not re.match(rf"(?:{_WH})\b", on.group(1)):
        return _query(clause, Asked.SAID, subject=clause[on.start(1) : on.end(1)])
    made = re.match(
        r"(?:what|which) (?:joke|words|promise|warning|explanation|answer|comparison|advice|remark) (?:did|does|has) "
        r"(.+?) (?:make|made|give|gave|given|use|used|offer|offered)\b",
        lowered,
    )
    if made:
        return _query(clause, Asked.SAID, subject=clause[made.start(1) : made.end(1)])
    opinion = re.match(r"((?:[\w.\-]+ ){0,3}[\w.\-]+) on (.+)", lowered)
    if (
        opinion
        and not re.match(rf"(?:{_WH}|{_AUX})\b", lowered)
        and len(opinion.group(2).split()) >= 2
        and not re.search(r"\b(sale|date|time|board|number|price|off|seat|is|was|are|website|page)\b", opinion.group(1))
    ):
        return _query(clause, Asked.SAID, subject=clause[opinion.start(1) : opinion.end(1)])
    return None


def _role_question(clause: str, lowered: str) -> Query | None:
    patterns = (
        r"who (?:is|was|are|were) (?!the\b|in\b|on\b|a\b|an\b|behind\b|responsible\b|running\b|buying\b|going\b|doing\b|making\b|playing\b|performing\b|paying\b|selling\b|your\b|my\b|\w+ing\b|\w+ed\b)(?P<x>[\w.'\- ]{2,60})$",
        r"(?:what|which) (?:is|was|are) (?P<x>.+?)(?:'s|s')? (?:job|role|position|title|function|post|occupation|profession)\b.*$",
        r"(?:what|which) (?:does|did|do) (?P<x>(?:[\w.'-]+ ?){1,4}?) do(?: (?:for a living|there|at .+))?$",
        r"what (?P<x>(?:[\w.'-]+ ?){1,4}?) does$",
        r"(?P<x>[\w.'\- ]{3,40}?)(?:'s|s')? (?:job|role|position|title)$",
        r"(?P<x>[\w.'\- ]{3,40}?)\s*(?:=\s*|[,-] )?who (?:is|was) (?:that|this|he|she)$",
        r"(?P<x>[\w.'\- ]{3,40}?)\s*=\s*$",
    )
    for pattern in patterns:
        match = re.match(pattern, lowered)
        if match is None:
            continue
        subject = clause[match.start("x") : match.end("x")].strip(" ,-")
        if pattern.startswith("who") and re.search(r"'s? \w|\b(of|at|for|to|with|from)\b", subject.casefold()):
            return None  # "who is pellwyn's cfo" asks for a person
        if subject.casefold() in ("it", "that", "this", "there", "next", "first", "you", "he", "she", "his", "her"):
            return _query(clause, Asked.ROLE, subject="") if subject.casefold() in ("he", "she", "his", "her") else None
        return _query(clause, Asked.ROLE, subject=subject)
    return None


def _how_question(clause: str, lowered: str) -> Query | None:
    many = re.search(r"\bhow many ((?:more |other |different )?[\w\-]+(?: [\w\-]+)?)", lowered)
    if many:
        return _query(clause, Asked.HOW_MANY, focus=_nouns(many.group(1)))
    if re.search(r"\bhow (?:expensive|cheap|pric[e]?y|costly|dear)\b", lowered):
        return _query(clause, Asked.HOW_MUCH)
    much = re.search(r"\bhow much\b(?: (?:more|of))?(?: (?P<n>\w+))?", lowered)
    if much:
        noun = much.group("n") or ""
        plain = noun in (
            "",
            "does",
            "do",
            "did",
            "is",
            "are",
            "was",
            "were",
            "will",
            "would",
            "can",
            "for",
            "to",
            "it",
            "has",
            "have",
            "the",
            "money",
            "should",
            "cash",
            "more",
            "less",
            "a",
            "per",
            "if",
            "of",
            "in",
            "they",
            "this",
            "i",
            "we",
        )
        if plain:
            return _query(clause, Asked.HOW_MUCH)
        return _query(clause, Asked.MEASURE, focus=_nouns(noun), measure=noun)
    for pattern, asked in (
        (r"\bhow (?:often|frequent|frequently|regularly)\b", Asked.HOW_OFTEN),
        (
            r"\bhow long\b|\bhow soon\b|\b(?:for|after|in) how many (?:days|weeks|months|years|hours|minutes)\b",
            Asked.HOW_LONG,
        ),
    ):
        if re.search(pattern, lowered):
            return _query(clause, asked)
    degree = re.search(rf"\bhow ({'|'.join(_MEASURES)})\b", lowered)
    if degree:
        return _query(clause, Asked.MEASURE, measure=degree.group(1))
    if re.search(r"\bhow come\b", lowered):
        return _query(clause, Asked.WHY)
    if re.match(r"how\b", lowered):
        return _query(clause, Asked.HOW)
    return None


def _wh_question(clause: str, lowered: str) -> Query | None:
    for rule in (_time_question, _why_question):
        found = rule(clause, lowered)
        if found is not None:
            return found
    if re.match(r"(?:(?:and|so|from|at|in|on|to|by|for|under|of|above|up to) )?(?:what|which)\b", lowered):
        return _what_question(clause, lowered)
    if re.search(r"\bwhen\b", lowered):
        return _query(clause, Asked.WHEN)
    if re.search(r"\bwhere\b", lowered) and not re.match(rf"(?:{_AUX})\b", lowered):
        return _query(clause, Asked.WHERE)
    if re.search(r"\b(?:who|whom|whose)\b", lowered):
        focus = re.search(
            r"\bwho (?:is|was|are|were) (?:the |a |an )?(?:new |current |former )?([\w\- ]+?)"
            r"(?: (?:of|at|for|in|on|to|behind)\b|$)",
            lowered,
        )
        return _query(clause, Asked.WHO, focus=_nouns(focus.group(1)) if focus else ())
    return _what_question(clause, lowered)


def _time_question(clause: str, lowered: str) -> Query | None:
    if re.search(r"\b(?:what|which|at what) (?:time|hour|hours)\b|\bwhen .*\b(?:what time|o'clock)\b", lowered):
        return _query(clause, Asked.CLOCK)
    asks = rf"\b(?:what|which)\b(?: (?:is|was|are|were))?(?: the)?(?: \w+){{0,3}}? (?:{_TIME_NOUN})\b"
    if re.search(asks, lowered) and not re.search(r"\bhow\b", lowered):
        return _query(clause, Asked.WHEN, focus=_time_focus(lowered))
    return None


_WHY = re.compile(
    r"\bwhy\b|\bwhat (?:is|was|are) the reasons?\b|\bwhat reasons?\b|\bwhat (?:made|caused|led)\b|"
    r"\bfor what reason\b|\breason (?:for|why|behind)\b|^what (?:is|was|are|were|did|do|does) .{1,40}\bfor$"
)


def _why_question(clause: str, lowered: str) -> Query | None:
    if _WHY.search(lowered) and not re.search(r"\b(?:say|said)\b", lowered):
        return _query(clause, Asked.WHY)
    return None


def _what_question(clause: str, lowered: str) -> Query | None:
    what = re.search(r"\b(?:what|which)\b(.*)", lowered)
    if what is None:
        return None
    rest = what.group(1).strip()
    if not re.match(rf"(?:{_WH})\b|.{{0,30}}\b(?:what|which)\b", lowered):
        return None
    noun = re.match(rf"(?:of the |(?:is|are|was|were) (?:the )?)?((?:(?!(?:{_AUX})\b)[\w\-']+ ?){{1,4}})", rest)
    head = noun.group(1).strip() if noun else ""
    if re.search(r"\b(?:cost|costs|pay|pays|paid|charge|charges|set (?:me|us|you|one) back)\b", rest) or _currency(lowered):
        return _query(clause, Asked.HOW_MUCH, focus=_nouns(head))
    table = (
        (_MONEY_NOUN, Asked.HOW_MUCH),
        (_NUMBER_NOUN, Asked.MEASURE),
        (_PLACE_NOUN, Asked.WHERE),
        (_WHO_NOUN, Asked.WHO),
        ("website|webpage|url|link|e-?mail|phone number|hotline|helpline|number to ring|number to call", Asked.CONTACT),
    )
    for words, asked in table:
        if re.search(rf"\b(?:{words})\b", head) and not re.search(r"\b(?:number|score) plate\b", head):
            measure = re.search(rf"\b(?:{words})\b", head)
            return _query(
                clause, asked, focus=_nouns(head), measure=measure.group() if asked is Asked.MEASURE and measure else ""
            )
    if (
        re.match(r"is (?:a |an |the )?[\w\- ]+$", rest)
        and len(rest.split()) <= 4
        and not re.search(r"\b(?:of|for|in)\b", rest)
    ):
        return _query(clause, Asked.DEFINITION, subject=re.sub(r"^is (?:a |an |the )?", "", rest), focus=_nouns(head))
    plural = re.match(r"(?:are|were|(?:\w+ )?(?:two|three|four|five|six|other)? ?\w+[^s\W]s)\b", rest)
    return _query(clause, Asked.WHAT, focus=_nouns(head), wants_list=bool(plural))


def _polar_start(clause: str, lowered: str) -> Query | None:
    """A question that opens with a verb is yes or no, whatever question words its clauses hold."""
    if re.match(rf"(?:(?:and|so|but|then) )*(?:{_AUX})\b", lowered) and not re.match(r"(?:can|could) you tell\b", lowered):
        return _query(clause, Asked.YES_NO)
    return None


def _yes_no_question(clause: str, lowered: str) -> Query | None:
    if re.match(rf"(?:(?:and|so|but|then|is it true that|any chance(?: that)?) )*(?:{_AUX})\b", lowered):
        return _query(clause, Asked.YES_NO)
    if re.search(r"\b(?:right|correct|true|or not|isn't it|is that (?:still )?(?:right|true|correct))\s*$", lowered):
        return _query(clause, Asked.YES_NO)
    return None


def _open_question(clause: str, lowered: str) -> Query:
    definition = re.match(r"(?:explain|define|describe) (.+?)(?: (?:in|please|to)\b.*)?$", lowered)
    if definition:
        return _query(clause, Asked.DEFINITION, subject=definition.group(1))
    for pattern, asked in (
        (
            r"\b(?:release|launch|start|opening|closing|end|due|street|fallback|publication) (?:date|day)\b|\bdates?\b|\b(?:last|first|premiere|opening) day\b|\bdeadline\b",
            Asked.WHEN,
        ),
        (r"\b(?:kick-?off|opening|closing) times?\b|\bopening hours\b|\bwhat time\b", Asked.CLOCK),
        (r"\b(?:price|cost|fee|fare|price tag|priced)\b|\bhow much\b", Asked.HOW_MUCH),
        (
            r"\b(?:phone|hotline|helpline|telephone|website|webpage|url|e-?mail|number to (?:ring|call|dial))\b",
            Asked.CONTACT,
        ),
        (r"\b(?:location|address|venue|place)\b", Asked.WHERE),
        (rf"\b(?:{_NUMBER_NOUN}|max|minimum|maximum|number of|workforce)\b", Asked.MEASURE),
        (r"\b(?:names of|list of|line-?up|colou?rs|features|extras|any|all)\b", Asked.LIST),
        (r"\b(?:reason)\b", Asked.WHY),
    ):
        match = re.search(pattern, lowered)
        if match:
            return _query(
                clause, asked, measure=match.group() if asked is Asked.MEASURE else "", wants_list=asked is Asked.LIST
            )
    return _query(clause, Asked.OPEN)


def _nouns(phrase: str) -> tuple[str, ...]:
    skip = {
        "the",
        "a",
        "an",
        "of",
        "other",
        "more",
        "different",
        "new",
        "is",
        "are",
        "was",
        "were",
        "did",
        "does",
        "do",
        "can",
        "will",
        "to",
        "in",
        "at",
        "for",
        "on",
        "people's",
        "you",
        "i",
        "we",
        "it",
        "has",
        "have",
    }
    return tuple(token.norm for token in tokenize(phrase) if token.norm not in skip)


def _time_focus(lowered: str) -> tuple[str, ...]:
    match = re.search(r"\b(month|year|day|date|quarter|season|week|weekend)\b", lowered)
    return (match.group(1),) if match else ()
