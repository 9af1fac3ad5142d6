"""Which articles are about one matter: those that share the names of their people, places and things."""

from __future__ import annotations

from knowledge.language.vectors import load_vectors
from knowledge.search.view import ArticleView

KIN = 0.2
"""From which share of the rarer names on two articles are about one matter; others share hardly any."""
LEAST_NAMES = 2
"""One name alone may be anybody's."""
EVERYDAY = 0.45
"""Up to this rarity a word written with a capital may be no name."""


def are_kin(one: ArticleView, other: ArticleView) -> bool:
    """Whether two articles tell of one matter: a recall and its widening, a plan and its delay."""
    mine, others = _names(one), _names(other)
    shared = mine.keys() & others.keys()
    if len(shared) < LEAST_NAMES:
        return False
    fewer = min(sum(mine.values()), sum(others.values()))
    return sum(mine[name] for name in shared) >= KIN * fewer


def _names(view: ArticleView) -> dict[str, float]:
    """The rare names of an article with their rarity; reckoned once."""
    if view.names is None:
        rarity = load_vectors().rarity
        rarities = {name: rarity(name) for name in view.proper}
        view.names = {name: rare for name, rare in rarities.items() if rare > EVERYDAY}
    return view.names
