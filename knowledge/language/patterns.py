"""Regular expressions that are compiled when they are first used.

Several hundred stand in the modules and one question uses some two hundred; compiling all of them took a third of the
time that a new process needs until its first answer.
"""

from __future__ import annotations

import re
from typing import Any, cast

_TAKEN_OVER = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "groupindex", "groups")


class LazyPattern:
    """Stands for a compiled pattern; from the first use on, its methods are the compiled pattern's own."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _TAKEN_OVER:
            raise AttributeError(f"a lazy pattern has no {name!r}")
        compiled = re.compile(self.pattern, self._flags)
        for taken_over in _TAKEN_OVER:
            setattr(self, taken_over, getattr(compiled, taken_over))
        return getattr(compiled, name)


def lazy_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What re.compile gives, compiled when first used; a malformed pattern raises re.error only then.

    >>> lazy_pattern("a+").findall("baab a")
    ['aa', 'a']
    """
    return cast("re.Pattern[str]", LazyPattern(pattern, flags))
