"""Chit-chat, questions about the bot itself and requests that no announcement answers: a short friendly line."""

from __future__ import annotations

import re

_SMALL = (
    (re.compile(r"^(?:hi|hello|hey|hiya|yo|good (?:morning|evening|afternoon|night|day)|morning|greetings)\b[\w\s,!.']{0,25}$", re.I), "Hello! Ask me about an announcement."),
    (re.compile(r"^(?:hey |hi |hello )?(?:how(?:'s| is| are) (?:it going|you|things|life)|what'?s up|sup)\b", re.I), "Fine, thank you. Ask me about an announcement."),
    (re.compile(r"^(?:thanks?|thank you|thx|cheers|ta|lol|haha|ok|okay|cool|nice|great|good bot|bye|goodbye|see you)\b[\w\s,!.'’]{0,30}$", re.I), "You're welcome."),
    (re.compile(r"\b(?:who|what) are you\b|\bare you (?:a |an )?(?:human|bot|robot|machine|ai|real)\b|\bdo you have (?:a )?(?:favou?rite|feelings)\b|\bwhich team do you support\b|\bwhat(?:'s| is) your name\b", re.I), "I'm a bot that answers questions about announcements, each with its source."),
    (re.compile(r"\b(?:tell me a joke|sing|write (?:me )?(?:a|an) (?:haiku|poem|song|story|essay)|book me|order me|call me|translate|say .{2,30} in (?:portuguese|spanish|french|german|italian|english|chinese|russian|japanese))\b", re.I), "That's beyond me: I only answer from announcements."),
    (re.compile(r"^(?:what(?:'s| is)|calculate|compute|how much is)\s+[\d.,]+\s*(?:[-+*/x×÷^]|times|plus|minus|divided by)\s*[\d.,]+\s*\??$", re.I), "I'm no calculator: I only answer from announcements."),
    (re.compile(r"\b(?:weather|wether) (?:like|today|tomorrow|tomorow|forecast)|what should i (?:cook|wear|eat|watch)\b", re.I), "The announcements don't tell that."),
)  # fmt: skip


def chat_back(question: str) -> str | None:
    """A friendly line for a message that asks nothing of the announcements; None for a question."""
    text = re.sub(r"(?<!\w)@\w{3,}", " ", question).strip(" ?!.,")
    for pattern, line in _SMALL:
        if pattern.search(text):
            return line
    return None
