"""Units, currencies and the words around numbers, as patterns over text; reads units.yaml, decides nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from knowledge.yamlfile import read_vocabulary

MEASURES = ("length", "mass", "volume", "area", "speed", "power", "energy", "data", "temperature", "time", "percent")


@cache
def read_units() -> dict[str, Any]:
    """The vocabulary as it is written, every scalar as text."""
    return read_vocabulary("units")


def words(name: str) -> frozenset[str]:
    """One of the vocabulary's plain lists."""
    return frozenset(read_units()[name])


def _plural(form: str) -> str:
    return form[:-1] + "ies" if form.endswith("y") and form[-2] not in "aeo" else form + "s"


def _forms(table: Mapping[str, Sequence[str]]) -> Iterable[tuple[str, str]]:
    """(form, canonical) with plurals of the longer forms."""
    for canonical, forms in table.items():
        for form in forms:
            yield form, canonical
            if len(form) > 3 and form[-1].isalpha() and not form.endswith("s"):
                yield _plural(form), canonical


def alternation(forms: Iterable[str]) -> str:
    """A pattern for any of these forms, the longest first; words of a form may be apart or joined by a hyphen."""
    ordered = sorted(set(forms), key=lambda form: (-len(form), form))
    return "|".join(re.escape(form).replace(r"\ ", r"[ \u00a0-]") for form in ordered)


@cache
def unit_names() -> dict[str, tuple[str, str]]:
    """(kind, canonical unit) of each written form; forms of more than three letters in lower case."""
    vocabulary = read_units()
    names: dict[str, tuple[str, str]] = {}
    for kind in MEASURES:
        for form, canonical in _forms(vocabulary[kind]):
            names[key(form)] = (kind, canonical)
    for form, canonical in _forms(vocabulary["currency_words"]):
        names[key(form)] = ("money", canonical)
    for canonical, forms in vocabulary["currency_symbols"].items():
        names.update(dict.fromkeys(forms, ("money", canonical)))
    names.update({code: ("money", code) for code in vocabulary["currency_codes"]})
    return names


def key(form: str) -> str:
    """How `unit_names` files a written form.

    >>> key("Kilometres per Hour"), key("MB")
    ('kilometres per hour', 'MB')
    """
    form = re.sub(r"[\s\u00a0]", " ", form)
    return form if len(form) <= 3 or any(c in "/²³" for c in form) else form.lower().replace("-", " ")


@cache
def unit_pattern() -> re.Pattern[str]:
    """Any unit straight after a number, or after a space or a hyphen."""
    exact = [form for form in unit_names() if (key(form) == form and form.lower() != form) or len(form) <= 3]
    loose = [form for form in unit_names() if form not in exact]
    return re.compile(
        rf"(?P<gap>[ \u00a0\u202f]?-?)(?P<unit>(?i:{alternation(loose)})|{alternation(exact)})"
        r"(?![A-Za-z0-9²³]|/[a-z])"
    )


@cache
def national_pattern() -> re.Pattern[str]:
    """A currency with the adjective of its country: " Ugandan shillings"."""
    forms = [form for form, _ in _forms(read_units()["currency_words"]) if len(form) > 2]
    return re.compile(rf"[ \u00a0](?:[A-Z][a-z]+[ ]){{1,2}}(?P<unit>{alternation(forms)})\b")


@cache
def currency_pattern() -> re.Pattern[str]:
    """A currency that ends where the search does: straight before a number."""
    vocabulary = read_units()
    symbols = [form for forms in vocabulary["currency_symbols"].values() for form in forms]
    return re.compile(rf"(?<![A-Za-z])(?:{alternation([*symbols, *vocabulary['currency_codes']])})[ \u00a0]?\Z")


def _modifiers(name: str) -> dict[str, str]:
    return {form: canonical for canonical, forms in read_units()[name].items() for form in forms}


@cache
def modifiers() -> dict[str, str]:
    """What each word before a number comes to: "roughly" is "about"."""
    return _modifiers("modifiers")


@cache
def after_modifiers() -> dict[str, str]:
    """What each word after an amount comes to: "or more" is "at least"."""
    return _modifiers("after_modifiers")


@cache
def modifier_pattern() -> re.Pattern[str]:
    """A modifier that ends where the search does: straight before an amount."""
    return re.compile(
        rf"(?<![\w-])(?P<word>{alternation(modifiers())})(?: only| just| the)?[ \u00a0]?\Z", re.IGNORECASE
    )


@cache
def after_modifier_pattern() -> re.Pattern[str]:
    """A modifier straight after an amount."""
    return re.compile(rf"[ ](?P<word>{alternation(after_modifiers())})\b|(?P<plus>\+)(?!\d)", re.IGNORECASE)


_NO_THING = (
    "(?:instead|of|for|and|or|in|on|with|at|to|by|as|plus|when|if|while|until|till|from|after|before|but|than|who|which|"
    "is|are|was|were|will|has|have|the|rather|now|only|other)"
)
"""What no amount is given for: "€6,000 each instead of €4,500"."""


@cache
def per_pattern() -> re.Pattern[str]:
    """What an amount is given for: "per household", "a day", "/month", "each"."""
    periods = alternation(read_units()["periods"])
    return re.compile(
        rf"[ ]?(?:,[ ](?!an? ))?(?:(?:per|every|for each|for every|each)[ -](?:single )?(?!{_NO_THING}\b)"
        r"(?P<thing>(?:(?:square|cubic) )?[a-z]+(?:-[a-z]+)?)"
        rf"|(?:an?|/)[ ]?(?P<period>{periods})(?:s\b|\b)|/(?P<slash>{periods})\b"
        r"|(?P<each>each|apiece|a head|a piece|per capita|pro rata)\b"
        r"|(?P<yearly>annually|yearly|p\.a\.|pa)(?!\w)|(?P<monthly>monthly)\b|(?P<weekly>weekly)\b|(?P<daily>daily)\b)",
        re.IGNORECASE,
    )
