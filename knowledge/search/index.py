"""Question words → the passages that hold them, misspelt or not, best first. Knows terms and rarity, no language.

The plan: rarest words first within a budget of postings, so that the cost does not grow with the number of passages;
then every word of the question against every word of the best sixty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import log

from rapidfuzz.distance import OSA

from knowledge.search.reranking import Candidate, QueryTerm, Variants, Wanted, rerank
from knowledge.store import Opening, Store, TermRow
from knowledge.store.deletions import hashes

BUDGET = 20_000
"""Postings read for one question; with many passages one in BUDGET_SHARE of them."""
BUDGET_SHARE = 80
WORDS_OPENED = 8
"""Question words whose postings are read; the others are only asked about the best found."""
LONGEST_QUESTION = 24
"""Question words that are considered: of more, the rarest known."""
TWICE_FROM, LACKING_FROM = 6, 5
"""Letters from which a word may be two edits away, and from which it may lack two: "matia" of "matthia"."""
KEPT = 60
"""Passages that are compared with the question word by word."""
NEIGHBOURS = 6
"""Spellings kept for a word."""
ONCE, TWICE, OTHER_START = 0.8, 0.6, 0.9
"""Weight of a spelling one edit away, two edits away; factor where the first letter differs."""

Near = tuple[tuple[TermRow, float], ...]
"""Terms that are spelled like a word, with weights."""
Speller = Callable[[Store, Sequence[str]], Mapping[str, Variants]]


def respell(store: Store, words: Sequence[str]) -> dict[str, Variants]:
    """The spellings of the index near each word, with weights, commonest first; words without any are left out.

    A word that the index knows well, a number, and a word of fewer than four letters are not respelled.
    """
    known = store.lookup(words)
    near = _respell(store, words, known, store.count().passages)
    return {word: tuple((row.text, weight) for row, weight in rows) for word, rows in near.items()}


def retrieve(
    store: Store, terms: Sequence[QueryTerm], *, limit: int = KEPT, speller: Speller | None = respell
) -> tuple[Candidate, ...]:
    """The passages that hold most of the question's words, weighted by rarity, best first.

    speller: finds the spellings of a word; None takes every word as it is written.
    """
    with store.reading():
        passages = store.count().passages
        wanted = _choose(_look_up(store, terms, passages, speller))
        openings = plan(wanted, passages)
        if not openings:
            return ()
        found = store.indexed([passage for passage, _ in store.candidates(openings, keep=limit)])
        return rerank(wanted, len(terms), found, store.spellings)


def rarity(df: int, passages: int) -> float:
    """The weight of a term that `df` of the passages hold.

    >>> round(rarity(9, 1000), 2)
    4.62
    """
    return log(1 + passages / (1 + df))


def plan(wanted: Iterable[Wanted], passages: int) -> tuple[Opening, ...]:
    """Which postings to read, rarest first, within the budget; weights in millionths."""
    by_df = sorted(
        ((row, weight, word) for word in wanted for row, weight in word.rows),
        key=lambda entry: (entry[0].df, entry[0].id),
    )
    left = max(BUDGET, passages // BUDGET_SHARE)
    opened = set[int]()
    openings = list[Opening]()
    for row, weight, word in by_df:
        is_open = left > 0 and (word.place in opened or len(opened) < WORDS_OPENED)
        summand = word.term.weight * weight * rarity(row.df, passages)
        limit = min(left, row.df) if is_open else 0
        openings.append(Opening(row.id, round(summand * 1_000_000), limit, is_complete=row.df <= limit, df=row.df))
        if is_open:
            opened.add(word.place)
            left -= limit
    return tuple(openings)


def _look_up(store: Store, terms: Sequence[QueryTerm], passages: int, speller: Speller | None) -> tuple[Wanted, ...]:
    texts = {text for term in terms for text in (term.text, *(other for other, _ in term.expansions))}
    known = store.lookup(sorted(texts))
    respelled = dict[str, Variants]()
    if speller is not None:
        doubtful = [t.text for t in terms if t.may_be_misspelt and _is_rare(known.get(t.text), passages)]
        if speller is respell:
            near = _respell(store, doubtful, known, passages)
            known.update((row.text, row) for rows in near.values() for row, _ in rows)
            respelled = {word: tuple((row.text, weight) for row, weight in rows) for word, rows in near.items()}
        elif doubtful:
            respelled = dict(speller(store, doubtful))
            missing = {text for variants in respelled.values() for text, _ in variants} - known.keys()
            known.update(store.lookup(sorted(missing)) if missing else {})
    return tuple(_want(place, term, known, respelled.get(term.text, ()), passages) for place, term in enumerate(terms))


def _want(place: int, term: QueryTerm, known: Mapping[str, TermRow], spelled: Variants, passages: int) -> Wanted:
    weights = dict[str, float]()
    for text, weight in ((term.text, 1.0), *term.expansions, *spelled):
        if text in known:
            weights[text] = max(weight, weights.get(text, 0.0))
    rows = tuple((known[text], weight) for text, weight in weights.items())
    df = known[term.text].df if term.text in known else max((row.df for row, _ in rows), default=0)
    return Wanted(place, term, rarity(df, passages), rows)


def _choose(wanted: Sequence[Wanted]) -> tuple[Wanted, ...]:
    """All words of a question; of a pasted text the rarest that are known."""
    if len(wanted) <= LONGEST_QUESTION:
        return tuple(wanted)
    known = sorted((word for word in wanted if word.rows), key=lambda word: (-word.rarity, word.place))
    return tuple(sorted(known[:LONGEST_QUESTION], key=lambda word: word.place))


def _is_rare(row: TermRow | None, passages: int) -> bool:
    return row is None or row.df < 20 + 3e-5 * passages


def _respell(store: Store, words: Sequence[str], known: Mapping[str, TermRow], passages: int) -> dict[str, Near]:
    spelled = [word for word in dict.fromkeys(words) if QueryTerm(word).may_be_misspelt]
    doubtful = [word for word in spelled if _is_rare(known.get(word), passages)]
    near = _neighbours(store, doubtful, edits=1)
    far = [word for word in doubtful if word not in near and word not in known and len(word) >= LACKING_FROM]
    return {**near, **_neighbours(store, far, edits=2)}


def _neighbours(store: Store, words: Sequence[str], *, edits: int) -> dict[str, Near]:
    if not words:
        return {}
    filed = {word: hashes(word, deletions=edits) | (_doubled(word) if edits > 1 else frozenset()) for word in words}
    rows = store.neighbours(sorted(frozenset().union(*filed.values())))
    found = dict[str, Near]()
    for word, spellings in filed.items():
        terms = {row for spelling in spellings & rows.keys() for row in rows[spelling] if row.text != word}
        close = [row for row in terms if OSA.distance(word, row.text, score_cutoff=edits) <= edits]
        if edits > 1 and len(word) < TWICE_FROM:
            close = [row for row in close if row.text[0] == word[0] and _lacks(word, row.text)]
        close.sort(key=lambda row: (-row.df, row.text))
        if close:
            found[word] = tuple((row, _closeness(word, row.text, edits)) for row in close[:NEIGHBOURS])
    return found


def _doubled(word: str) -> frozenset[int]:
    """A word with each of its letters twice, as it is filed: a doubled letter is the one most often left out."""
    return frozenset().union(*(hashes(word[:at] + word[at - 1 :], deletions=0) for at in range(2, len(word) + 1)))


def _lacks(word: str, other: str) -> bool:
    """Whether a word is another one without some of its letters: "matia" for "matthia"."""
    letters = iter(other)
    return all(letter in letters for letter in word)


def _closeness(word: str, other: str, edits: int) -> float:
    return (ONCE if edits == 1 else TWICE) * (1.0 if word[0] == other[0] else OTHER_START)
