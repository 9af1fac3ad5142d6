"""`eval`: asks a set and prints how well it was answered."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.console import say
from bot.evaluation.goldset import read_set
from bot.evaluation.judging import Judgement, judge
from bot.evaluation.running import Replied, ask_set
from bot.evaluation.scorecard import scorecard
from knowledge import Answer, BrokenFile


def measure(options: argparse.Namespace) -> int:
    """Print the scorecard of a set; --out keeps the answers, --errors shows what was not useful; --own asks our own."""
    if options.own:
        from bot.commands.owntest import measure_own

        return measure_own(options)
    if options.folder is None:
        raise BrokenFile("eval", "needs a folder with articles.jsonl and questions.jsonl, or --own")
    folder = Path(options.folder)
    gold = read_set(folder)
    if not gold.questions:
        raise BrokenFile(folder / "questions.jsonl", "holds no questions")
    replied = list(ask_set(gold))
    if options.out:
        options.out.write_text("".join(reply.asked.as_json() + "\n" for reply in replied), encoding="utf-8")
    judged = [judge(reply.question, reply.asked.outcome, gold.articles) for reply in replied]
    say(scorecard(judged, [reply.asked.milliseconds for reply in replied]))
    missed = [(reply, each) for reply, each in zip(replied, judged, strict=True) if not each.is_useful]
    for reply, each in missed[: options.errors]:
        say("\n" + _describe(reply, each))
    return 0


def _describe(reply: Replied, judged: Judgement) -> str:
    question, outcome = reply.question, reply.asked.outcome
    if not isinstance(outcome, Answer):
        return f"[abstained] {question.id} {question.text}\n  gold {question.answers[:3]}"
    fault = "should abstain" if question.is_unanswerable else "wrong citation" if judged.is_right else "wrong answer"
    return (
        f"[{fault}] {question.id} {question.text}\n  gold {question.answers[:3]}"
        f"\n  said {outcome.text!r} ({outcome.citation.article_id}: {outcome.citation.sentence[:100]!r})"
    )
