"""The real bot as a process, with a knowledge base that offers choices where a question says too little."""

from __future__ import annotations

import sys
from datetime import date
from typing import Any

from knowledge import Answer, Choice, Choices, KnowledgeBase, Outcome
from running import COSTS, SHIPS
from timelapse import serve

VAGUE = "Tell me about the phone"


class Offering(KnowledgeBase):
    """Answers as ever; to one question it offers two to choose from."""

    def ask(self, question: str, *, today: date, **named: Any) -> Outcome:
        """Choices for the vague question."""
        if question != VAGUE:
            return super().ask(question, today=today, **named)
        answers = [(asked, super(Offering, self).ask(asked, today=today, **named)) for asked in (SHIPS, COSTS)]
        found = [(asked, answer) for asked, answer in answers if isinstance(answer, Answer)]
        return Choices(tuple(Choice(f"{answer.text} <b>&", asked, answer.citation) for asked, answer in found))


if __name__ == "__main__":
    serve(*sys.argv[1:], kind=Offering)
