"""Measures the reader over open retrieval: `python -m tests.benchmarks.measure_reading`; half an hour on one core.

Each question of `reading`, `news_briefs` and `news_briefs_absent` is read by forests that saw neither it nor its
article. `--announcements` ranks the sentences of that set with the shipped forests, which never saw it; `--time`
measures the shipped reader's CPU time. Figures follow the definitions of score_reading.py beside the sets.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Sequence
from types import ModuleType
from typing import Any

import numpy as np

from knowledge.reader import rank, read
from knowledge.reader.forest import Forest
from knowledge.reader.passages import glance, parse, words_of
from knowledge.reader.reading import Reckoning, reckoned_features
from tests.training.retrieval import SETS, Retriever, read_lines
from tests.training.train_reader import (
    FOLDS,
    TRAINED_ON,
    Example,
    all_examples,
    answer_of,
    examples_of,
    is_right,
    learn_confidence,
    learn_sentences,
    learn_spans,
    prepare_spans,
    scoring,
)

Row = dict[str, Any]


def judge(score: ModuleType, example: Example, found: Reckoning, probability: float) -> Row:
    """What one reading is worth, by the scorer's definitions."""
    text, passage = answer_of(found)
    answers = example.question["answers"]
    gold = {example.question["article_id"], *example.question.get("also", ())}
    return {
        "p": probability,
        "exact": any(score.sq(text) == score.sq(answer) for answer in answers),
        "f1": max((score.f1(text, answer) for answer in answers), default=0.0),
        "contains": any(score.has(text, answer) for answer in answers),
        "cite": example.articles[passage] in gold,
        "right": is_right(example, found, score),
        "answerable": not example.question["unanswerable"],
    }


def table(rows: Sequence[Row]) -> list[str]:
    """Lines with all measures at several thresholds of the probability."""
    answerable = [row for row in rows if row["answerable"]]
    other = [row for row in rows if not row["answerable"]]
    lines = []
    for line in (0.0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7):
        said = [row for row in answerable if row["p"] >= line]
        count, answered = max(len(answerable), 1), max(len(said), 1)
        wrong = sum(row["p"] >= line for row in other)
        lines.append(
            f"p >= {line:.2f}  EM {100 * sum(r['exact'] for r in said) / count:5.1f}"
            f"  F1 {100 * sum(r['f1'] for r in said) / count:5.1f}"
            f"  contains {100 * sum(r['contains'] for r in said) / count:5.1f}"
            f"  cite of answered {100 * sum(r['cite'] for r in said) / answered:5.1f}"
            f"  over-abstaining {100 - 100 * len(said) / count:5.1f}"
            f"  false answers {100 * wrong / max(len(other), 1):5.1f}"
            f"  right of all given {100 * sum(r['right'] for r in said) / max(len(said) + wrong, 1):5.1f}"
        )
    return lines


def reliability(rows: Sequence[Row]) -> list[str]:
    """For each tenth of the probability how many readings there are and how many of them are right."""
    lines = []
    for low in np.arange(0, 1, 0.1):
        some = [row for row in rows if low <= row["p"] < low + 0.1]
        if some:
            lines.append(
                f"{low:.1f}: {len(some):5d} readings, {100 * sum(r['right'] for r in some) / len(some):.0f} % right"
            )
    return lines


def cross_validate() -> None:
    """Prints the tables; every fold is read by forests trained on the others."""
    from knowledge.reader.reading import reckon

    score, examples = scoring(), all_examples()
    judged = {"reading": [], "news_briefs": [], "news_briefs_absent": []}  # type: dict[str, list[Row]]
    ranked: dict[str, list[int]] = {source: [] for source in TRAINED_ON}
    absent = examples_of("news_briefs_absent")
    pairs: list[tuple[Example, Reckoning]] = []
    other: list[tuple[Example, Reckoning]] = []
    for fold in range(FOLDS):
        forest = learn_sentences([e for e in examples if e.fold != fold])
        for example in (*examples, *absent):
            if example.fold == fold:
                example.sentence_scores = forest.score(example.rows)
    prepare_spans(examples, score)
    for fold in range(FOLDS):
        forest = learn_spans(e for e in examples if e.fold != fold)
        for group, into in ((examples, pairs), (absent, other)):
            for example in group:
                found = (
                    reckon(example.comparison, example.rows, example.sentence_scores, forest)
                    if example.fold == fold
                    else None
                )
                if found is not None:
                    into.append((example, found))
    for fold in range(FOLDS):
        forest = learn_confidence([(e, f) for e, f in pairs if e.fold != fold], score)
        for example, found in (*pairs, *other):
            if example.fold == fold and example.weight == 1.0:
                judged[example.source].append(judge(score, example, found, _probability(forest, found)))
    for example in examples:
        if example.is_gold.any() or (example.weight == 1.0 and not example.question["unanswerable"]):
            order = np.argsort(-example.sentence_scores, kind="stable")
            places = np.flatnonzero(example.is_gold[order])
            ranked[example.source].append(int(places[0]) if len(places) else 99)
    for source, rows in judged.items():
        _show(source, *table(rows), *reliability(rows))
    for source, places in ranked.items():
        _show(f"{source}: right sentence first, in 5, in 20: {_shares(places)}")


def _probability(forest: Forest, found: Reckoning) -> float:
    return float(forest.probability(reckoned_features(found)[None, :])[0])


def _shares(places: Sequence[int]) -> str:
    return " / ".join(f"{100 * np.mean([place < limit for place in places]):.1f}" for limit in (1, 5, 20))


def announcements() -> None:
    """Prints how often a gold sentence of an announcement question comes first, in five, in twenty."""
    folder = SETS / "announcements"
    retriever = Retriever(read_lines(folder / "articles.jsonl"))
    extras = {extra["id"]: extra for extra in read_lines(folder / "extras.jsonl")}
    plain, learned, paraphrased = [], [], []
    for question in read_lines(folder / "questions.jsonl"):
        gold = _evidence(retriever, question, extras[question["id"]])
        if question["kind"] == "followup" or not gold:
            continue
        numbers = retriever.best(question["question"], 40)
        order = [numbers[n] for n, _ in rank(question["question"], [retriever.sentences[n].passage for n in numbers])]
        plain.append(next((place for place, number in enumerate(numbers) if number in gold), 99))
        learned.append(next((place for place, number in enumerate(order) if number in gold), 99))
        paraphrased.append("paraphrase" in extras[question["id"]]["tags"])
    _show(f"{len(plain)} questions: BM25 {_shares(plain)}, reader {_shares(learned)}")
    some = [place for place, is_paraphrase in zip(learned, paraphrased, strict=True) if is_paraphrase]
    was = [place for place, is_paraphrase in zip(plain, paraphrased, strict=True) if is_paraphrase]
    _show(f"{len(some)} paraphrases: BM25 {_shares(was)}, reader {_shares(some)}")


def _evidence(retriever: Retriever, question: Row, extra: Row) -> set[int]:
    wanted = [{"article_id": a, "evidence": question["evidence"]} for a in question["article_ids"][:1]]
    wanted += [other for other in extra.get("evidence_alt", ()) if other["article_id"] in question["article_ids"]]
    found = set()
    for entry in wanted:
        for number, sentence in enumerate(retriever.sentences):
            article = retriever.articles[sentence.article]
            if article["id"] == entry["article_id"] and entry["evidence"]:
                at = article["text"].find(entry["evidence"])
                span = sentence.sentence.span
                if at >= 0 and span.start < at + len(entry["evidence"]) and at < span.stop:
                    found.add(number)
    return found


def timing() -> None:
    """Prints the CPU time of reading a question against 30 and 20 passages, with texts unseen and seen before."""
    retriever = Retriever(read_lines(SETS / "reading" / "articles.jsonl"))
    questions = [entry["question"] for entry in read_lines(SETS / "reading" / "questions.jsonl")[::15]]
    for count in (30, 20):
        given = [[retriever.sentences[n].passage for n in retriever.best(q, count)] for q in questions]
        read(questions[0], given[0])
        for name, forget in (("unseen", True), ("seen", False)):
            spent = []
            for question, passages in zip(questions, given, strict=True):
                if forget:
                    for memory in (words_of, glance, parse):
                        memory.cache_clear()
                before = time.process_time()
                read(question, passages)
                spent.append(1000 * (time.process_time() - before))
            _show(f"{count} passages, texts {name} before: median {np.median(spent):.1f} ms")


def _show(*lines: str) -> None:
    print(*lines, sep="\n", flush=True)


def main(arguments: Iterable[str] | None = None) -> None:
    """Prints what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--announcements", action="store_true")
    parser.add_argument("--time", action="store_true")
    options = parser.parse_args(None if arguments is None else list(arguments))
    if options.announcements:
        announcements()
    if options.time:
        timing()
    if not (options.announcements or options.time):
        cross_validate()


if __name__ == "__main__":
    main()
