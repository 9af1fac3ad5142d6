"""Whether a clause asks for a reason, a cause or a purpose; knows no articles."""

from __future__ import annotations

import re

from knowledge.language.patterns import lazy_pattern

_CAUSED = (
    r"made|caused?|causes|led|prompted|triggered|stopped|prevented|prevents|delayed|killed|forced|forces|"
    r"sp(?:eaks|oke) against|(?:brought|brings) about|(?:stood|stands) in the way|"
    r"(?:kept|keeps) (?:it|them|him|her|the|\w+) .*\bfrom"
)
_MADE_TO = r"made|caused|forced|led|prompted|got|drove|stopped|prevented|kept"
_HARMED = (
    r"(?:knocked|took|put|threw|wiped) (?:\w+ ){0,3}?out\b|"
    r"(?:drove|pushed|sent|brought|held|kept) (?:\w+ ){0,3}?(?:up|down|back)\b|"
    r"broke|wrecked|ruined|damaged|destroyed|killed|spoi(?:led|lt)|blocked|interrupted|slowed|crashed|sank|burst|hurt"
)
"""What happens to something, asked for by what did it: "what wrecked the roof"."""
_AIM = r"purpose|aim|goal|point|idea|intention|thinking|motive|rationale"
_CAUSE = r"reason|cause|explanation|excuse|justification"
_ONLY_ASKS = (
    r"(?:and |but |so |the |any |what |whats |is |was |are |were |main |real |official |actual |exact |given |stated )*"
)
_SURE = lazy_pattern(
    r"(?:^|: )(?:"
    r"(?:and |but |so )?(?:why|wherefore|how come|how so|(?:for|on) (?:what|which) (?:reason|ground)s?)\b|"
    rf"{_ONLY_ASKS}(?:[\w'-]+s? ){{0,2}}(?:{_CAUSE})s? (?:for|why|behind|of|given)\b|"
    rf"(?:.*[,;] )?{_ONLY_ASKS}(?:{_CAUSE})s?$|"
    rf"what (?:[\w-]+ ){{1,2}}(?:{_MADE_TO}) (?:them|him|her|it|us|people) \w+|"
    rf"what (?:[\w-]+ly )?(?:{_HARMED})\b|"
    rf"what (?:{_CAUSED})\b|"
    rf"what (?:is|was|are|were) the (?:{_AIM})s? (?:of|behind)\b|"
    r"what (?:is|was|are) (?:the |all the )?(?:hold ?-?up|hitch|matter|trouble)\b|"
    r"what (?:is|was|are) (?:so )?(?:wrong|dangerous|risky|unsafe) (?:with|about)\b|"
    r"what makes .{3,60} (?:burn|break|fail|leak|crash|stop|overheat|rise|fall|late|so \w+|dearer|go \w+)\b|"
    r"(?:because of|due to|owing to|on account of|thanks to) (?:what|which)\b|"
    r"how (?:did|could|can|does|has|have) .+ (?:come to (?!\d)|come about|end up|happen|go(?:ne)? wrong|wrong)\b|"
    r"how (?:is|was) it that\b)"
)
"""Ways of asking that nothing else in the clause makes a question for a price or a time."""
_WHY = lazy_pattern(
    r"\b(?:why|wherefore|how come|what reasons?|(?:for|on) (?:what|which) (?:reason|ground)s?|what (?:(?:is|was|are)"
    rf" the (?:reason|cause)s?|(?:went|is|was) wrong|(?:{_CAUSED})|(?:is|was|lies|lay) behind|"
    r"(?:is |was )?(?:holding|holds|held|keeping|keeps|kept)"
    r" (?:up|back|them|it|the)|(?:is|was) to blame)|(?:reason|cause) (?:for|why|behind|of))\b|"
    r"^(?:the )?(?:main )?(?:reason|cause)s? (?!is\b|was\b)\w+ \w+|"
    r"^what (?:is|was|are|were|did|do|does) .{1,40}"
    r"(?<!look )(?<!looking )(?<!search )(?<!hunt )(?<!known )\bfor$"
)


def surely_asks_why(lowered: str) -> bool:
    """Whether a clause in lower case asks for a reason whatever else it names: "reason for the price rise".

    >>> surely_asks_why("reason for the price rise"), surely_asks_why("what is the price of the rise")
    (True, False)
    """
    return _SURE.search(lowered) is not None and not _tells(lowered)


def asks_why(lowered: str) -> bool:
    """Whether a clause in lower case asks for a reason, where it asks for no figure or time."""
    return _WHY.search(lowered) is not None and not _tells(lowered)


def _tells(lowered: str) -> bool:
    """Whether what somebody said is asked for."""
    return re.search(r"\b(?:say|said)\b", lowered) is not None
