"""Chit-chat, questions about the bot itself and requests that no announcement answers: a short friendly line."""

from __future__ import annotations

import re
from functools import cache

from knowledge.yamlfile import read_vocabulary

_REPLIES = {
    "hello": "Hello! Ask me about an announcement.",
    "how_are_you": "Fine, thank you. Ask me about an announcement.",
    "thanks": "You're welcome.",
    "who_am_i": "I'm a bot that answers questions about announcements, each with its source.",
    "beyond_me": "That's beyond me: I only answer from announcements.",
    "no_calculator": "I'm no calculator: I only answer from announcements.",
    "not_told": "The announcements don't tell that.",
}


def chat_back(question: str) -> str | None:
    """A friendly line for a message that asks nothing of the announcements; None for a question."""
    text = re.sub(r"(?<!\w)@\w{3,}", " ", question).strip(" ?!.,")
    return next((_REPLIES[name] for name, pattern in _patterns() if pattern.search(text)), None)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    talk = read_vocabulary("questions")["small_talk"]
    return tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in talk.items())
