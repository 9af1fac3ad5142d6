"""Adds up lists of postings in memory; knows no SQL. Imported with the first question, for numpy takes 0.1 s."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.store.protocol import Opening

Ids = NDArray[np.int64]
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
    lists = [(opening, parse_ids(read(opening))) for opening in openings if opening.limit]
    ids, scores = add_up([(found, opening.weight) for opening, found in lists])
    unsure = [opening for opening in openings if not opening.is_complete]
    if unsure and len(ids):
        ids, scores = hopeful(ids, scores, keep, max(beam, keep), sum(opening.weight for opening in unsure))
        sure = [(found[np.isin(found, ids)], o.weight) for o, found in lists if o.is_complete]
        asked = zip(unsure, read_among(unsure, ids.tolist()), strict=True)
        more = [(parse_ids(joined), opening.weight) for opening, joined in asked]
        ids, scores = add_up([(ids, 0), *sure, *more])
    ids, scores = best(ids, scores, keep)
    return tuple(zip(ids.tolist(), scores.tolist(), strict=True))


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


def add_up(weighted: Sequence[tuple[Ids, int]]) -> tuple[Ids, Ids]:
    """Each id once, rising, with the sum of the weights of the lists that hold it."""
    if not weighted:
        return NONE, NONE
    everything = np.concatenate([ids for ids, _ in weighted])
    weights = np.concatenate([np.full(len(ids), weight) for ids, weight in weighted])
    order = np.argsort(everything, kind="stable")
    ids = everything[order]
    starts = np.flatnonzero(np.diff(ids, prepend=-1))
    return ids[starts], np.add.reduceat(weights[order], starts) if len(ids) else NONE


def best(ids: Ids, scores: Ids, keep: int) -> tuple[Ids, Ids]:
    """The `keep` with the highest scores, best first, then by falling id."""
    if len(ids) > keep:
        least = np.partition(scores, len(scores) - keep)[len(scores) - keep]
        high = scores >= least
        ids, scores = ids[high], scores[high]
    order = np.lexsort((-ids, -scores))[:keep]
    return ids[order], scores[order]
