"""Adds up lists of postings in memory; knows no SQL. Imported with the first question, for numpy takes 0.1 s."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.store.protocol import Opening

Ids = NDArray[np.int64]
FEW = 1_000
"""Postings that are read without asking whether they can still change anything."""
NONE: Ids = np.empty(0, dtype=np.int64)


def merge(
    openings: Sequence[Opening],
    read: Callable[[Opening], str],
    read_among: Callable[[Sequence[Opening], Sequence[int]], Iterable[str]],
    *,
    keep: int,
    beam: int,
) -> tuple[tuple[int, int], ...]:
    """The `keep` best passages as (id, summed weight), best first, then newest first.

    read: the newest postings of a term, up to its limit, joined by commas. read_among: for each of several terms
    those of given passages.
    """
    lists, unsure = list[tuple[Opening, Ids]](), list[Opening]()
    more = sum(opening.weight for opening in openings)
    for opening in openings:
        may_be_settled = opening.limit > FEW and sum(each.weight for each, _ in lists) > more
        if not opening.limit or (may_be_settled and is_settled(add_up(lists), keep, beam, more)):
            unsure.append(opening)
            continue
        lists.append((opening, parse_ids(read(opening))))
        if opening.is_complete:
            more -= opening.weight
        else:
            unsure.append(opening)
    ids, scores = add_up(lists)
    if unsure and len(ids):
        ids, scores = hopeful(ids, scores, keep, max(beam, keep), more)
        again = [(opening, found[np.isin(found, ids)]) for opening, found in lists if opening.is_complete]
        asked = zip(unsure, map(parse_ids, read_among(unsure, ids.tolist())), strict=True)
        ids, scores = add_up([*again, *asked], among=ids)
    ids, scores = best(ids, scores, keep)
    return tuple(zip(ids.tolist(), scores.tolist(), strict=True))


def is_settled(found: tuple[Ids, Ids], keep: int, beam: int, more: int) -> bool:
    """Whether no passage not yet found can be among the best `keep`, if the lists to come are worth `more` together.

    Then they need not be read, only asked about the passages found, as long as few of those are in question.
    """
    _, scores = found
    if len(scores) < keep:
        return False
    least = np.partition(scores, len(scores) - keep)[len(scores) - keep]
    return bool(least > more and np.count_nonzero(scores >= least - more) <= beam)


def hopeful(ids: Ids, scores: Ids, keep: int, beam: int, more: int) -> tuple[Ids, Ids]:
    """Of the best `beam` those that could be among the best `keep` if their scores rose by `more`."""
    ids, scores = best(ids, scores, beam)
    if len(ids) > keep:
        hoping = scores + more >= scores[keep - 1]
        ids, scores = ids[hoping], scores[hoping]
    return ids, scores


def parse_ids(joined: str) -> Ids:
    """The numbers between the commas.

    >>> parse_ids("3,14").tolist(), parse_ids("").tolist()
    ([3, 14], [])
    """
    return np.fromstring(joined, dtype=np.int64, sep=",") if joined else NONE


def add_up(lists: Sequence[tuple[Opening, Ids]], *, among: Ids = NONE) -> tuple[Ids, Ids]:
    """Each id once, rising, with the sum of the weights of the lists that hold it; those of `among` in any case."""
    everything = np.concatenate([among, *(ids for _, ids in lists)])
    if not len(everything):
        return NONE, NONE
    weights = np.concatenate([np.zeros_like(among), *(np.full(len(ids), opening.weight) for opening, ids in lists)])
    order = np.argsort(everything, kind="stable")
    ids = everything[order]
    starts = np.flatnonzero(np.diff(ids, prepend=-1))
    return ids[starts], np.add.reduceat(weights[order], starts)


def best(ids: Ids, scores: Ids, keep: int) -> tuple[Ids, Ids]:
    """The `keep` with the highest scores, best first, then by falling id."""
    if len(ids) > keep:
        least = np.partition(scores, len(scores) - keep)[len(scores) - keep]
        high = scores >= least
        ids, scores = ids[high], scores[high]
    order = np.lexsort((-ids, -scores))[:keep]
    return ids[order], scores[order]
