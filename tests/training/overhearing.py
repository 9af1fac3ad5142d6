"""Listens to a function of the product while questions are answered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any
from unittest.mock import patch


@contextmanager
def overheard(module: ModuleType, name: str, instead: Any = None) -> Iterator[list[tuple[tuple[Any, ...], Any]]]:
    """What the function of that name is given and what it gives back, call by call, until the end of the block.

    instead: what is called in its place.
    """
    original, heard = instead or getattr(module, name), list[tuple[tuple[Any, ...], Any]]()

    def listen(*given: Any) -> Any:
        found = original(*given)
        heard.append((given, found))
        return found

    with patch.object(module, name, listen):
        yield heard
