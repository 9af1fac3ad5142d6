"""Trains knowledge/library/weights/reader.npz: `python -m tests.training.train_reader`; about half an hour on one core.

Three forests: which sentence answers, which words of it, and whether the best reading is right. They learn from the
sets `reading` and `news_briefs` that lie beside the repository. Needs lightgbm besides the project.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.reader.forest import Forest
from knowledge.reader.reading import READER_FILE, Reckoning, reckon, reckoned_features
from knowledge.reader.sentencefeatures import Comparison, compare_passages, sentence_features
from knowledge.reader.spanfeatures import span_features
from knowledge.reader.spans import Row, lay_out, text_range
from knowledge.reader.wording import Floats, word
from tests.training.retrieval import SETS, Retriever, gold_sentences, read_lines

TRAINED_ON = ("reading", "news_briefs")
PASSAGES, FOLDS = 30, 5
_COMMON = {
    "bagging_freq": 1, "verbose": -1, "num_threads": 1, "seed": 1, "deterministic": True, "force_col_wise": True,
}  # fmt: skip
_SENTENCE = {
    "objective": "binary", "learning_rate": 0.06, "num_leaves": 15, "min_data_in_leaf": 30, "feature_fraction": 0.6,
    "bagging_fraction": 0.8, "lambda_l2": 2, **_COMMON,
}  # fmt: skip
_SPAN = {
    "objective": "cross_entropy", "learning_rate": 0.09, "num_leaves": 31, "min_data_in_leaf": 40,
    "feature_fraction": 0.4, "bagging_fraction": 0.7, "lambda_l2": 3, **_COMMON,
}  # fmt: skip
_CONFIDENCE = {
    "objective": "binary", "learning_rate": 0.04, "num_leaves": 7, "min_data_in_leaf": 40, "feature_fraction": 0.4,
    "bagging_fraction": 0.7, "lambda_l2": 5, **_COMMON,
}  # fmt: skip
_ROUNDS = {"sentence": 180, "span": 150, "confidence": 220}
_KEPT_WRONG = 0.25
"""Share of the wrong spans that is learned from."""


def scoring() -> ModuleType:
    """The scorer that lies beside the sets: its normalisation decides what counts as the same answer."""
    spec = importlib.util.spec_from_file_location("score_reading", SETS / "score_reading.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"no scorer beside the sets in {SETS}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass(slots=True)
class Example:
    """A question with its passages and what was reckoned of them so far."""

    question: dict[str, Any]
    source: str
    fold: int
    comparison: Comparison
    articles: list[str]
    is_gold: NDArray[np.bool_]
    rows: Floats
    answers: list[str]
    sentence_scores: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    spans: tuple[Floats, Floats] | None = None
    """Rows of spans and how right each is: all that are right and some that are not."""
    weight: float = 1.0


def fold_of(article_id: str) -> int:
    """The fold of an article; the two forms of the news set agree."""
    return int(hashlib.md5(article_id.replace("na-", "nb-").encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def examples_of(source: str, *, without_gold: bool = False) -> list[Example]:
    """The questions of a set; without_gold: every third answerable one, as if its article had never come in."""
    retriever = Retriever(read_lines(SETS / source / "articles.jsonl"))
    found = []
    for number, question in enumerate(read_lines(SETS / source / "questions.jsonl")):
        if without_gold and (question["unanswerable"] or number % 3):
            continue
        gold = gold_sentences(retriever, question)
        numbers = retriever.best(question["question"], PASSAGES + 15 * without_gold)
        if without_gold:
            gone = question["article_id"]
            kept = [n for n in numbers if retriever.articles[retriever.sentences[n].article]["id"] != gone]
            numbers, gold = kept[:PASSAGES], set()
        passages = [retriever.sentences[number].passage for number in numbers]
        articles = [retriever.articles[retriever.sentences[number].article]["id"] for number in numbers]
        comparison = compare_passages(word(question["question"]), passages)
        found.append(
            Example(
                question=question,
                source=source,
                fold=fold_of(question["article_id"] or question["id"]),
                comparison=comparison,
                articles=articles,
                is_gold=np.array([number in gold for number in numbers]),
                rows=sentence_features(comparison),
                answers=[] if without_gold else question["answers"],
                weight=0.9 if without_gold else 1.0,
            )
        )
    return found


def learn(name: str, settings: dict[str, Any], rows: Floats, gold: Floats, weights: Floats | None = None) -> Forest:
    """A forest in the form that the reader evaluates."""
    import lightgbm

    data = lightgbm.Dataset(rows, gold, weight=weights)
    model = lightgbm.train(settings, data, _ROUNDS[name])
    return forest_of(model)


def forest_of(model: Any) -> Forest:
    """What lightgbm learned, in the form that is evaluated."""
    return flatten([tree["tree_structure"] for tree in model.dump_model()["tree_info"]])


def flatten(trees: Sequence[dict[str, Any]]) -> Forest:
    """The nodes of all trees as arrays."""
    nodes: list[tuple[int, float, int, int, float]] = []

    def add(node: dict[str, Any]) -> int:
        place = len(nodes)
        nodes.append((0, 0.0, place, place, float(node.get("leaf_value", 0.0))))
        if "split_feature" in node:
            low, high = add(node["left_child"]), add(node["right_child"])
            nodes[place] = (int(node["split_feature"]), float(node["threshold"]), low, high, 0.0)
        return place

    roots = [add(tree) for tree in trees]
    return Forest(
        roots=np.array(roots, np.int32),
        feature=np.array([node[0] for node in nodes], np.int32),
        threshold=np.array([node[1] for node in nodes], np.float32),
        children=np.array([node[2:4] for node in nodes], np.int32).ravel(),
        value=np.array([node[4] for node in nodes], np.float32),
    )


def learn_sentences(examples: Sequence[Example]) -> Forest:
    """The forest that tells answering sentences."""
    useful = [example for example in examples if example.is_gold.any()]
    gold = np.concatenate([example.is_gold for example in useful]).astype(np.float32)
    return learn("sentence", _SENTENCE, np.concatenate([example.rows for example in useful]), gold)


def spans_with_gold(example: Example, score: ModuleType) -> tuple[Floats, Floats]:
    """The rows of all spans of the best sentences, and how right each is, in [0, 1]."""
    chosen = np.argsort(-example.sentence_scores, kind="stable")[:5]
    row = lay_out(example.comparison, chosen.tolist())
    rows = span_features(example.comparison, row, example.rows[chosen], example.sentence_scores[chosen])
    return rows, np.array(_rightness(example, row, score), np.float32)


def _rightness(example: Example, row: Row, score: ModuleType) -> list[float]:
    gold = [score.sq(answer) for answer in example.answers]
    said = {token for answer in gold for token in answer}
    found = []
    for start, stop in zip(row.starts.tolist(), row.stops.tolist(), strict=True):
        sentence = int(row.sentence[start])
        passage, first = int(row.passage[sentence]), int(row.first[sentence])
        right = 0.0
        if example.articles[passage] == example.question["article_id"] and said:
            low, high = text_range(example.comparison, passage, start - first, stop - first)
            text = example.comparison.passages[passage].text[low:high]
            if said & set(score.sq(text)):
                overlap = max(score.f1(text, answer) for answer in example.answers)
                right = 0.5 * (score.sq(text) in gold) + 0.5 * max(overlap - 0.3, 0) / 0.7
                right *= 1.0 if example.is_gold[passage] else 0.6
        found.append(right)
    return found


def prepare_spans(examples: Iterable[Example], score: ModuleType) -> None:
    """Fills in `spans` where a span is right; needs the sentence scores."""
    rng = np.random.default_rng(0)
    for example in examples:
        if example.is_gold.any():
            rows, right = spans_with_gold(example, score)
            kept = (right > 0) | (rng.random(len(right)) < _KEPT_WRONG)
            example.spans = (rows[kept], right[kept]) if right.max(initial=0) > 0.3 else None


def learn_spans(examples: Iterable[Example]) -> Forest:
    """The forest that tells short answers."""
    useful = [example.spans for example in examples if example.spans is not None]
    return learn(
        "span", _SPAN, np.concatenate([rows for rows, _ in useful]), np.concatenate([gold for _, gold in useful])
    )


def answer_of(found: Reckoning) -> tuple[str, int]:
    """The best short answer and the number of its passage."""
    passage, low, high = found.ranges[0]
    return found.comparison.passages[passage].text[low:high], passage


def is_right(example: Example, found: Reckoning, score: ModuleType) -> bool:
    """Whether the best reading holds a gold answer and cites the right article."""
    text, passage = answer_of(found)
    cited = example.articles[passage] in {example.question["article_id"], *example.question.get("also", ())}
    return cited and any(score.has(text, answer) for answer in example.answers)


def learn_confidence(pairs: Sequence[tuple[Example, Reckoning]], score: ModuleType) -> Forest:
    """The forest that tells right readings."""
    rows = np.stack([reckoned_features(found) for _, found in pairs])
    gold = np.array([is_right(example, found, score) for example, found in pairs], np.float32)
    weights = np.array([example.weight for example, _ in pairs], np.float32)
    return learn("confidence", _CONFIDENCE, rows, gold, weights)


def out_of_fold(
    examples: Sequence[Example], train: Callable[[Sequence[Example]], Forest], use: Callable[[Example, Forest], None]
) -> None:
    """Uses on each example a forest that saw no example of its fold."""
    for fold in range(FOLDS):
        forest = train([example for example in examples if example.fold != fold])
        for example in examples:
            if example.fold == fold:
                use(example, forest)


def read_out_of_fold(examples: Sequence[Example], score: ModuleType) -> list[tuple[Example, Reckoning]]:
    """The best readings by forests that saw neither the question nor its article."""
    found: list[tuple[Example, Reckoning]] = []

    def rank(example: Example, forest: Forest) -> None:
        example.sentence_scores = forest.score(example.rows)

    def read(example: Example, forest: Forest) -> None:
        reckoned = reckon(example.comparison, example.rows, example.sentence_scores, forest)
        if reckoned is not None:
            found.append((example, reckoned))

    out_of_fold(examples, learn_sentences, rank)
    prepare_spans(examples, score)
    out_of_fold(examples, learn_spans, read)
    return found


def write(path: Path, forests: dict[str, Forest]) -> None:
    """Stores the forests in small types under the names that `read_forest` expects."""
    data: dict[str, NDArray[Any]] = {}
    for name, forest in forests.items():
        data[f"{name}_roots"] = forest.roots.astype(np.uint16)
        data[f"{name}_feature"] = forest.feature.astype(np.uint8)
        data[f"{name}_threshold"] = forest.threshold
        data[f"{name}_children"] = forest.children.astype(np.uint16)
        data[f"{name}_value"] = forest.value
    np.savez_compressed(path, allow_pickle=False, **data)


def all_examples() -> list[Example]:
    """What is learned from: every question with its article, and a third of the answerable ones without."""
    found = [example for source in TRAINED_ON for example in examples_of(source)]
    return found + [example for source in TRAINED_ON for example in examples_of(source, without_gold=True)]


def main(arguments: Iterable[str] | None = None) -> None:
    """Trains on everything and writes the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=READER_FILE)
    options = parser.parse_args(None if arguments is None else list(arguments))
    score, examples = scoring(), all_examples()
    print(f"{len(examples)} questions")
    pairs = read_out_of_fold(examples, score)
    forests = {
        "sentence": learn_sentences(examples),
        "span": learn_spans(examples),
        "confidence": learn_confidence(pairs, score),
    }
    write(options.to, forests)
    print(f"{options.to}: {options.to.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
