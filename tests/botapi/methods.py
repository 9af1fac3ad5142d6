"""The methods this server offers, by name; the modules that hold them put them in here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from botapi.judges import MODELS, Request
from botapi.world import World

Method = Callable[[World, Request], Any]
METHODS: dict[str, Method] = {}


def offers(*names: str) -> Callable[[Method], Method]:
    """Offer a function under these method names."""

    def put(function: Method) -> Method:
        for name in names:
            if name.lower() not in MODELS:
                raise LookupError(f"aiogram knows no method {name!r}")
            METHODS[name] = function
        return function

    return put
