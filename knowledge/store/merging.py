"""Adds up lists of postings in memory; knows no SQL. Imported with the first question, for numpy takes 0.1 s."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.store.protocol import Opening

Ids = NDArray[np.int64]
FEW = 1_000
"""Postings that are read without asking whether they can still change anything."""
Scored = tuple[Ids, Ids]
"""Ids and their scores."""
MANY = 4
"""Lists from which on it is cheaper to read the passages in question."""
NONE: Ids = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Reading:
    """How lists are read from a database. Ids are joined by commas; those asked about stand in a JSON array."""

    postings: Callable[[Opening], str]
    """The postings of a term: all of them, rising, where its opening is complete, else the newest up to its limit."""
    among: Callable[[Opening, str], str]
    """Those of them that are among the passages asked about."""
    terms: Callable[[str], Sequence[tuple[Any, ...]]]
    """Of the passages asked about, each with its terms (four bytes a term)."""


def merge(openings: Sequence[Opening], reading: Reading, *, keep: int, beam: int) -> tuple[tuple[int, int], ...]:
    """The `keep` best passages as (id, summed weight), best first, then newest first."""
    lists, unsure = list[tuple[Opening, Ids]](), list[Opening]()
    more, read_so_far = sum(opening.weight for opening in openings), 0
    found: Scored = (NONE, NONE)
    added = 0
    for opening in openings:
        if opening.limit > FEW and read_so_far > more:
            found, added = add_up(found, lists[added:]), len(lists)
        if not opening.limit or (added and added == len(lists) and is_settled(found, keep, beam, more)):
            unsure.append(opening)
            continue
        lists.append((opening, parse_ids(reading.postings(opening))))
        read_so_far += opening.weight
        if opening.is_complete:
            more -= opening.weight
        else:
            unsure.append(opening)
    found = add_up(found, lists[added:])
    if unsure and len(found[0]):
        ids = np.sort(hopeful(found, keep, max(beam, keep), more))
        again = [(opening, held(postings, ids)) for opening, postings in lists if opening.is_complete]
        found = add_up((ids, np.zeros_like(ids)), [*again, *ask_about(unsure, ids, reading)])
    ids, scores = best(found, keep)
    return tuple(zip(ids.tolist(), scores.tolist(), strict=True))


def ask_about(unsure: Sequence[Opening], ids: Ids, reading: Reading) -> list[tuple[Opening, Ids]]:
    """Which of a few passages each list holds: asked list by list or, of many lists, looked up in the passages."""
    asked = str(ids.tolist())
    if len(unsure) < MANY:
        return [(opening, parse_ids(reading.among(opening, asked))) for opening in unsure]
    rows = reading.terms(asked)
    terms = np.frombuffer(b"".join(packed for _, packed in rows), dtype="<u4")
    numbers = np.array([number for number, _ in rows], dtype=np.int64)
    owners = np.repeat(numbers, [len(packed) // 4 for _, packed in rows])
    return [(opening, owners[terms == opening.term]) for opening in unsure]


def held(found: Ids, among: Ids) -> Ids:
    """Those of a few rising ids that a long rising list holds."""
    places = np.searchsorted(found, among)
    places[places == len(found)] = 0
    return among[found[places] == among] if len(found) else NONE


def is_settled(found: Scored, keep: int, beam: int, more: int) -> bool:
    """Whether no passage not yet found can be among the best `keep`, if the lists to come are worth `more` together.

    Then they need not be read, only asked about the passages found, as long as few of those are in question.
    """
    _, scores = found
    if len(scores) < keep:
        return False
    least = np.partition(scores, len(scores) - keep)[len(scores) - keep]
    return bool(least > more and np.count_nonzero(scores >= least - more) <= beam)


def hopeful(found: Scored, keep: int, beam: int, more: int) -> Ids:
    """Of the best `beam` those that could be among the best `keep` if their scores rose by `more`."""
    ids, scores = best(found, beam)
    return ids[scores + more >= scores[keep - 1]] if len(ids) > keep else ids


def parse_ids(joined: str) -> Ids:
    """The numbers between the commas.

    >>> parse_ids("3,14").tolist(), parse_ids("").tolist()
    ([3, 14], [])
    """
    return np.fromstring(joined, dtype=np.int64, sep=",") if joined else NONE


def add_up(found: Scored, lists: Sequence[tuple[Opening, Ids]]) -> Scored:
    """Each id once, rising, with its score before and the weights of the lists that hold it."""
    everything = np.concatenate([found[0], *(ids for _, ids in lists)])
    if not lists or not len(everything):
        return found
    weights = np.concatenate([found[1], *(np.full(len(ids), opening.weight) for opening, ids in lists)])
    order = np.argsort(everything, kind="stable")
    ids = everything[order]
    is_first = np.empty(len(ids), dtype=bool)
    is_first[0] = True
    np.not_equal(ids[1:], ids[:-1], out=is_first[1:])
    starts = np.flatnonzero(is_first)
    return ids[starts], np.add.reduceat(weights[order], starts)


def best(found: Scored, keep: int) -> Scored:
    """The `keep` with the highest scores, best first, then by falling id."""
    ids, scores = found
    if len(ids) > keep:
        least = np.partition(scores, len(scores) - keep)[len(scores) - keep]
        high = scores >= least
        ids, scores = ids[high], scores[high]
    order = np.lexsort((-ids, -scores))[:keep]
    return ids[order], scores[order]
