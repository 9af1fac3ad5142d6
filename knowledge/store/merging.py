"""Adds up the postings of terms in memory. Imported with the first question, for numpy takes 0.1 s."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.store.database import Rows
from knowledge.store.postings import BLOCK_BITS
from knowledge.store.protocol import Opening

Ids = NDArray[np.int32]
Weights = NDArray[np.int64]
Scored = tuple[Ids, Weights]
"""Ids, each once and rising, and their scores."""
Weighted = tuple[int, Ids]
"""What each id of a rising list is worth, and the list."""
Read = Callable[[str, Sequence[Any]], Rows]
"""Reads the rows of a statement (see knowledge.store.database.Writer)."""
FEW = 1_000
"""Postings that are added up without asking whether they can still change anything."""
LISTED = 500
"""Postings that are read as quickly as one passage."""
NONE: Ids = np.empty(0, dtype=np.int32)
LISTS = "SELECT term, block, passages FROM posting WHERE term = ANY(?)"
# Only the newest blocks: those before which fewer bytes lie than asked for.
NEWEST = (
    "SELECT term, block, passages FROM (SELECT term, block, passages, "
    "sum(length(passages)) OVER (ORDER BY block DESC) - length(passages) AS newer "
    "FROM posting WHERE term = ?) AS counted WHERE newer < ?"
)
BLOCKS = "SELECT term, block, passages FROM posting WHERE term = ANY(?) AND block = ANY(?)"
TERMS = "SELECT number, terms FROM passage WHERE number = ANY(?)"

# The C library gives large freed memory back to the system, and is given it anew, zeroed page by page, with every
# question: half of the time. It keeps what is smaller than the largest piece that was freed: so one is, unused.
np.empty(3 << 20, dtype=np.uint8)


def merge(openings: Sequence[Opening], read: Read, *, keep: int, beam: int) -> tuple[tuple[int, int], ...]:
    """The `keep` best passages as (id, summed weight), best first, then newest first."""
    whole = unpack_lists(read(LISTS, [[opening.term for opening in openings if opening.limit and opening.is_complete]]))
    lists, partial, unsure = list[Weighted](), list[Weighted](), list[Opening]()
    more, read_so_far = sum(opening.weight for opening in openings), 0
    found: Scored = (NONE, NONE.astype(np.int64))
    added, least = 0, 0
    for opening in openings:
        if opening.limit > FEW and read_so_far > more and added < len(lists):
            found, added = add_up(found, lists[added:]), len(lists)
            least = least_kept(found, keep)
        if not opening.limit or (added and added == len(lists) and is_settled(found, least, beam, more)):
            unsure.append(opening)
            continue
        read_so_far += opening.weight
        if opening.is_complete:
            lists.append((opening.weight, whole.get(opening.term, NONE)))
            more -= opening.weight
        else:
            lists.append((opening.weight, newest(opening, read)))
            partial.append(lists[-1])
            unsure.append(opening)
    found = add_up(found, lists[added:])
    if unsure and len(found[0]):
        found = hopeful(found, keep, max(beam, keep), more)
        counted = [(-weight, held(ids, found[0])) for weight, ids in partial]
        found = add_up(found, [*counted, *ask_about(unsure, found[0], whole, read)])
    ids, scores = best(found, keep)
    return tuple(zip(ids.tolist(), scores.tolist(), strict=True))


def unpack_lists(rows: Rows) -> dict[int, Ids]:
    """The ids, rising, that each term's blocks hold; rows of term, block, and packed places in any order."""
    rows.sort(key=itemgetter(0, 1))
    sizes = [len(packed) // 2 for _, _, packed in rows]
    ids = np.frombuffer(b"".join([packed for _, _, packed in rows]), dtype="<u2").astype(np.int32)
    if any(block for _, block, _ in rows):
        ids += np.repeat(np.array([block << BLOCK_BITS for _, block, _ in rows], dtype=np.int32), sizes)
    lists, start = dict[int, Ids](), 0
    for term, blocks in groupby(zip(rows, sizes, strict=True), key=lambda pair: pair[0][0]):
        stop = start + sum(size for _, size in blocks)
        lists[term] = ids[start:stop]
        start = stop
    return lists


def newest(opening: Opening, read: Read) -> Ids:
    """The last ids of a term, as many as its opening allows, rising."""
    ids = unpack_lists(read(NEWEST, [opening.term, 2 * opening.limit])).get(opening.term, NONE)
    return ids[-opening.limit :]


def ask_about(unsure: Sequence[Opening], ids: Ids, whole: dict[int, Ids], read: Read) -> list[Weighted]:
    """Which of a few passages each list holds; where lists are long and were not read, the passages tell."""
    unread = [opening for opening in unsure if not opening.is_complete or not opening.limit]
    if sum(opening.df for opening in unread) > LISTED * len(ids):
        return [*_known(unsure, ids, whole), *_told_by_passages(unread, ids, read)]
    if unread:
        blocks = sorted(set((ids >> BLOCK_BITS).tolist()))
        whole = whole | unpack_lists(read(BLOCKS, [[opening.term for opening in unread], blocks]))
    return _known(unsure, ids, whole)


def _known(unsure: Sequence[Opening], ids: Ids, whole: dict[int, Ids]) -> list[Weighted]:
    return [(opening.weight, held(whole[opening.term], ids)) for opening in unsure if opening.term in whole]


def _told_by_passages(unread: Sequence[Opening], ids: Ids, read: Read) -> list[Weighted]:
    rows = read(TERMS, [ids.tolist()])
    terms = np.frombuffer(b"".join([packed for _, packed in rows]), dtype="<u4")[::2]
    numbers = np.array([number for number, _ in rows], dtype=np.int32)
    owners = np.repeat(numbers, [len(packed) // 8 for _, packed in rows])
    return [(opening.weight, owners[terms == opening.term]) for opening in unread]


def held(found: Ids, among: Ids) -> Ids:
    """Those of a few rising ids that a long rising list holds."""
    places = np.searchsorted(found, among)
    places[places == len(found)] = 0
    return among[found[places] == among] if len(found) else NONE


def least_kept(found: Scored, keep: int) -> int:
    """The score of the last of the best `keep`; 0 where there are fewer."""
    _, scores = found
    return int(np.partition(scores, len(scores) - keep)[len(scores) - keep]) if len(scores) >= keep else 0


def is_settled(found: Scored, least: int, beam: int, more: int) -> bool:
    """Whether no passage not yet found can be among those kept, if the lists to come are worth `more` together.

    Then they need not be added up, only asked about the passages found, as long as few of those are in question.
    least: see `least_kept`.
    """
    return least > more and int(np.count_nonzero(found[1] >= least - more)) <= beam


def hopeful(found: Scored, keep: int, beam: int, more: int) -> Scored:
    """Of the best `beam` those that could be among the best `keep` if their scores rose by `more`."""
    ids, scores = best(found, beam)
    if len(ids) > keep:
        could = scores + more >= scores[keep - 1]
        ids, scores = ids[could], scores[could]
    order = np.argsort(ids)
    return ids[order], scores[order]


def add_up(found: Scored, lists: Sequence[Weighted]) -> Scored:
    """Each id once, rising, with its score before and the weights of the lists that hold it."""
    everything = np.concatenate([found[0], *(ids for _, ids in lists)])
    if not lists or not len(everything):
        return found
    each = np.array([weight for weight, _ in lists], dtype=np.int64)
    weights = np.concatenate([found[1], np.repeat(each, [len(ids) for _, ids in lists])])
    order = np.argsort(everything, kind="stable")
    ids = everything[order]
    is_last = np.empty(len(ids), dtype=bool)
    is_last[-1] = True
    np.not_equal(ids[1:], ids[:-1], out=is_last[:-1])
    last = np.flatnonzero(is_last)
    # Differences of running sums: adding up each id's weights by itself takes five times as long.
    sums = np.cumsum(weights[order])[last]
    return ids[last], np.diff(sums, prepend=0)


def best(found: Scored, keep: int) -> Scored:
    """The `keep` with the highest scores, best first, then by falling id."""
    ids, scores = found
    if len(ids) > keep:
        least = np.partition(scores, len(scores) - keep)[len(scores) - keep]
        high = scores >= least
        ids, scores = ids[high], scores[high]
    order = np.lexsort((-ids, -scores))[:keep]
    return ids[order], scores[order]
