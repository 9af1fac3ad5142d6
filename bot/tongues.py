"""Which of the bot's other languages a question is asked in, by its small words; None for English and for doubt."""

from __future__ import annotations

import re

STRONG: dict[str, frozenset[str]] = {
    "de": frozenset(
        "wann wie wer wen wem woher wohin warum wieso weshalb welche welcher welches welchem welchen wieviel "
        "wieviele ist sind wird werden wurde wurden kommt kommen kostet kosten gibt haben ein eine einen einem "
        "einer eines und oder nicht für mit bei auf aus zum zur vom nach über unter zwischen noch schon sich sein "
        "seine ihr ihre ich wir heißt heisst wiegt viel viele groß gross schwer erscheint öffnet kannst können "
        "dieser diese dieses neue neuen neues angekündigt gesagt sagt wieder startet beginnt endet läuft fährt "
        "findet bringt schließt bleibt geht".split()
    ),
    "es": frozenset(
        "cuándo cuando qué quién quien quiénes cuál cuáles cuánto cuánta cuántos cuántas cuanto dónde donde cómo "
        "porqué porque los del está están será serán sale salen cuesta cuestan tiene tienen para por una y fue "
        "hay según nuevo nueva precio fecha lanzamiento dijo pesa abre cierra llega empieza anunció anunciado "
        "este esta pero también".split()
    ),
    "it": frozenset(
        "quando chi che cosa cos dove quanto quanta quanti quante quale quali qual perché perche è sarà saranno "
        "sono esce escono costano gli della dello delle dell degli dal dalla nel nella nello sul sulla alla allo "
        "una uno ha hanno viene uscita prezzo nuovo nuova pesa apre chiude arriva inizia detto annunciato questo "
        "questa anche".split()
    ),
}
"""Words that an English question does not hold."""
WEAK: dict[str, frozenset[str]] = {
    "de": frozenset("der die das den dem des was wo hat am im in an so war will es von zu er sie man".split()),
    "es": frozenset("el la las de en es se su con un al lo que a no como son ha o e le".split()),
    "it": frozenset("il lo la i le di del da in con per un al a e o se non si come costa ci".split()),
}
"""Words that may be English ones, or parts of names."""
ENGLISH = frozenset(
    "the is are what when who whom whose where why which how does do did of to it this that these those there any "
    "many much and at on by from about with can could would should shall tell has have had been be for if or not "
    "you your my i i'm what's when's who's where's how's it's isn't doesn't will was were".split()
)
ASKING = frozenset(
    "wann wie wer wo warum wieso cuándo cuando cuánto quién dónde cómo quando quanto dove perché perche".split()
)
"""Words that ask a whole question alone."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_CYRILLIC, _HAN = re.compile("[\u0400-\u04ff]"), re.compile("[\u3400-\u9fff]")
_KANA = re.compile("[\u3040-\u30ff]")
_QUOTED = re.compile("[\"“„«].{3,}?[\"”“»]|(?<!\\w)['‘].{3,}?['’](?!\\w)")


def tongue_of(question: str) -> str | None:
    """The language whose catalogue speaks to whoever asked this; None where the question may be English.

    Words with a capital inside the question, and what stands in quotation marks, are names.

    >>> tongue_of("Wann kommt das Margin 3?"), tongue_of("Когда выйдет X1?"), tongue_of("When is Das Boot out?")
    ('de', 'ru', None)
    """
    bare = _QUOTED.sub(" ", question)
    words = [word for place, word in enumerate(_WORD.findall(bare)) if place == 0 or word[0].islower()]
    words = [word.lower().replace("’", "'") for word in words]
    english = sum(word in ENGLISH for word in words)
    script = _by_script(bare)
    if script is not None:
        return None if any(word in ENGLISH for word in _WORD.findall(bare)) else script
    return _by_words(bare, words, english)


def _by_script(text: str) -> str | None:
    """Russian, where it begins in Cyrillic or most letters are; Chinese, where a few signs are more than a name."""
    letters = [letter for letter in text if letter.isalpha()]
    cyrillic, han = len(_CYRILLIC.findall(text)), len(_HAN.findall(text))
    if cyrillic > 3 and (cyrillic * 2 > len(letters) or _CYRILLIC.match(letters[0])):
        return "ru"
    # a Chinese sign says as much as several letters
    return "zh" if han > 2 and han * 6 > len(letters) and not _KANA.search(text) else None


def _by_words(text: str, words: list[str], english: int) -> str | None:
    parts = [part for word in words for part in (word, *word.split("'")[: -1 if "'" in word else 0])]
    found: list[tuple[float, str]] = []
    for lang, strong in STRONG.items():
        sure = {part for part in parts if part in strong}
        if lang == "es" and ("¿" in text or "¡" in text):
            sure.add("¿")
        weak = {word for word in words if word in WEAK[lang]} - sure
        lone = len(words) == 1 and bool(sure & ASKING)
        if lone or (sure and len(sure) + len(weak) >= 2 and _outweighs(len(sure), english, weak)):
            found.append((len(sure) + len(weak) / 2, lang))
    return max(found)[1] if found else None


def _outweighs(sure: int, english: int, weak: set[str]) -> bool:
    """Whether the foreign words are no quotation in an English question: "was" and "will" count for neither."""
    return sure > 2 * (english - len(weak & ENGLISH))
