"""Nouns for who or what does something, and the verbs that they come from: "finder" and "find", "winner" and "win"."""

from __future__ import annotations

from functools import lru_cache

from knowledge.language.text import stem
from knowledge.language.vectors import load_vectors
from knowledge.language.wordclasses import lemma, possible_tags

OF_ONE_ROOT = 0.4
"""From which likeness in meaning on a noun in -er comes from the verb it is written like: a corner is no corn."""
_SHORTEST = 3


@lru_cache(maxsize=8192)
def derived(word: str) -> tuple[str, ...]:
    """The stems of a doer's verb and of a verb's doer, where they differ from its own; word: folded.

    >>> derived("finder"), derived("corner")
    (('find',), ())
    """
    found = _verbs(word) if word.endswith(("er", "or", "ers", "ors")) else _doers(word)
    return tuple(dict.fromkeys(stem(other) for other in found if stem(other) != stem(word)))


def _verbs(doer: str) -> list[str]:
    """The verbs that a noun for a doer may come from."""
    doer = doer.removesuffix("s")
    root = doer[:-2]
    roots = [root, f"{root}e"] + ([root[:-1]] if root[-1:] == root[-2:-1] else [])
    return [verb for verb in roots if _are_of_one_root(doer, verb)]


def _doers(word: str) -> list[str]:
    """The nouns for whoever does what a verb says."""
    if not set(possible_tags(word)) & set("VZDEG"):
        return []
    verb = lemma(word, "verb")
    roots = [verb.removesuffix("e"), verb + verb[-1:]]
    return [root + ending for root in roots for ending in ("er", "or") if _are_of_one_root(root + ending, verb)]


def _are_of_one_root(doer: str, verb: str) -> bool:
    vectors = load_vectors()
    if len(verb) < _SHORTEST or not (vectors.is_known(verb) and vectors.is_known(doer)):
        return False
    if "V" not in possible_tags(verb) or "N" not in possible_tags(doer):
        return False
    return vectors.similarity(doer, verb) >= OF_ONE_ROOT
