"""Patterns that are compiled when first used can be compiled, all of them."""

from __future__ import annotations

import gc
import pkgutil
from importlib import import_module

import pytest

import knowledge
from knowledge.language.patterns import LazyPattern, lazy_pattern


def test_every_pattern_of_the_package_compiles() -> None:
    for module in pkgutil.walk_packages(knowledge.__path__, "knowledge."):
        import_module(module.name)
    patterns = [found for found in gc.get_objects() if isinstance(found, LazyPattern)]
    assert len(patterns) > 500
    for pattern in patterns:
        assert pattern.groups >= 0, pattern.pattern


def test_a_lazy_pattern_finds_what_a_compiled_one_finds() -> None:
    pattern = lazy_pattern(r"(?P<day>\d+)(?:st|nd|rd|th)")
    assert [found["day"] for found in pattern.finditer("the 3rd and the 14th")] == ["3", "14"]
    assert pattern.sub("X", "the 3rd") == "the X"
    assert pattern.groupindex == {"day": 1}


def test_what_no_pattern_has_is_asked_for_in_vain() -> None:
    with pytest.raises(AttributeError, match="no 'seek'"):
        lazy_pattern("a").seek  # type: ignore[attr-defined]  # noqa: B018
