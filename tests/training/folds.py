"""What the networks and forests learn from, what only judges, and in which fold each lesson is."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.evaluation.goldset import GoldQuestion, GoldSet, read_set
from knowledge.language.text import split_sentences
from tests.training.misspelling import misspell_some

SETS = Path(__file__).parents[1] / "sets"
BESIDE_FOLDER = Path(__file__).resolve().parents[2].parent / "shared" / "eval"
"""Where sets of others are looked for: beside the repository."""
HELD_OUT, KNOWN = ("heldout", *(f"heldout{number}" for number in range(2, 17))), "regressions"
"""The sets that are never learned from, and the one of questions that the rules were written along: the networks don't
learn from it, the ranker does, which would else think that nothing is easy."""
FOLDS = 3
BESIDE, ABSENT = ("news_briefs", "news_briefs_absent", "reading"), "news_briefs_absent"
"""Sets beside the repository that teach too; of the second, only the questions whose article is absent."""
KEPT = 4
"""One of so many articles beside the repository is kept for measuring: its questions are never learned from."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """Questions that are asked together: those of a set, or those of one part of a set beside the repository."""

    folder: Path
    fold: int | None
    """None: of what no network learns from."""
    part: int | None = None
    """The questions of a set beside the repository are in parts by their articles; None is all of a set."""

    @property
    def name(self) -> str:
        """What it is called when it is reported on."""
        return self.folder.name if self.part is None else f"{self.folder.name} part {self.part}"

    def read(self) -> GoldSet:
        """Its articles and questions; an eighth of what teaches is misspelt."""
        gold = read_set(self.folder)
        if self.part is not None:
            questions = (one for one in _placed(self.folder, gold) if part_of(one) == self.part)
            is_double = self.folder.name == ABSENT and self.fold is not None
            gold = replace(gold, questions=tuple(one for one in questions if not (is_double and one.article_ids)))
        return gold if self.fold is None and self.folder.name != KNOWN else misspell_some(gold)


def taught_sets() -> list[Path]:
    """The sets of this project that the networks learn from, in the order of their names."""
    return sorted(path for path in SETS.iterdir() if path.is_dir() and path.name not in (*HELD_OUT, KNOWN))


def judged_sets() -> list[Path]:
    """The sets of this project that are held out."""
    return [SETS / name for name in HELD_OUT]


def taught() -> list[Lesson]:
    """What the networks learn from: the sets of this project, and most parts of those beside it.

    The fold of a set hangs on its name: a set that is added moves no other.
    """
    found = [Lesson(path, zlib.crc32(path.name.encode()) % FOLDS) for path in taught_sets()]
    return found + [Lesson(folder, part, part) for folder in _beside() for part in range(FOLDS)]


def known() -> Lesson:
    """What the rules were written along."""
    return Lesson(SETS / KNOWN, None)


def judged(further: Iterable[Path] = ()) -> list[Lesson]:
    """What is never learned from: the held-out sets, the parts kept of those beside the project, and further sets."""
    own = [Lesson(folder, None) for folder in (*judged_sets(), *further)]
    return own + [Lesson(folder, None, FOLDS) for folder in _beside()]


def _beside() -> list[Path]:
    return [BESIDE_FOLDER / name for name in BESIDE if (BESIDE_FOLDER / name).is_dir()]


def part_of(question: GoldQuestion) -> int:
    """The part of a question beside the repository: FOLDS is the kept one. The two sets of news agree."""
    article = (question.article_ids or (question.id,))[0].replace("na-", "nb-")
    number = int(hashlib.md5(article.encode(), usedforsecurity=False).hexdigest(), 16)
    return FOLDS if number % KEPT == 0 else number // KEPT % FOLDS


def _placed(folder: Path, gold: GoldSet) -> Iterable[GoldQuestion]:
    """The questions with the sentence that states the answer as the place that a citation must meet."""
    written = (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    starts = {fields["id"]: fields.get("answer_start") for fields in map(json.loads, written)}
    for question in gold.questions:
        places = list[Any]()
        article = gold.articles.get(question.article_ids[0]) if question.article_ids else None
        at = starts[question.id]
        if article is not None and at is not None:
            sentences = split_sentences(article.text)
            places = [(article.id, s.text) for s in sentences if s.span.start <= at < s.span.stop]
        yield replace(question, places=tuple(places))
