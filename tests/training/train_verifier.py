"""Trains knowledge/library/weights/verifier.npz: `python -m tests.training.train_verifier --folds FOLDER`.

The networks of knowledge/reader/verifying.py, learned from the candidates of the same lessons as those that find the
sentences: which are right. One network learns from all but one fold of the lessons each; together they are the shipped
ones, and FOLDER gets each alone for train_ranker, which must not hear of a lesson from one that learned it. There lies
what train_interaction and train_sides made: a lesson is asked with what never saw it. An hour on two cores. Needs torch
besides the project.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from bot.evaluation.running import ask_set
from knowledge.deciding import lineup, weighing
from knowledge.deciding.weighing import TRAITS
from knowledge.reader.encoder import Posed, Worded
from knowledge.reader.verifying import LEAST_MET, MOST_MET, VERIFIER_FILE, Offer
from tests.training import wordnets
from tests.training.blind import use_networks, use_sides
from tests.training.cases import WRONG, grades_of
from tests.training.folds import FOLDS, Lesson, taught
from tests.training.overhearing import overheard
from tests.training.wordnets import SEEN, WIDTH, Arrays, Batch, Encoder, as_kernel, write

EPOCHS, BATCH, RATE = 4, 16, 2e-3
NO_OFFER, LOWEST = -30.0, -60.0
"""The scores of what is no offer, and of what is left out."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a verifying network is shown of a question's candidates, and which are right."""

    posed: Posed
    sentences: tuple[Worded, ...]
    offers: tuple[Offer, ...]
    is_right: NDArray[np.bool_]


def collect(lesson: Lesson, networks: Path) -> list[Shown]:
    """What is shown while the questions of a lesson are answered; networks: the folder with those of the folds."""
    use_networks(lesson, networks)
    use_sides(lesson, networks)
    gold, found = lesson.read(), list[Shown]()
    with overheard(lineup, "pass_gates") as passed, overheard(weighing, "verify", _nothing) as shown:
        for reply in ask_set(gold):
            cases = [candidates for _, (candidates, _) in passed if candidates]
            for candidates, ((posed, sentences, offers), _) in zip(cases, shown, strict=True):
                is_right = grades_of(lesson, reply.question, candidates[: len(offers)], gold) > WRONG
                found.append(Shown(posed, tuple(sentences), tuple(offers), is_right))
            passed.clear()
            shown.clear()
    return found


def _nothing(_posed: Posed, _sentences: Sequence[Worded], offers: Sequence[Offer]) -> NDArray[np.float32]:
    return np.zeros(len(offers), np.float32)


def pack(one: Shown) -> dict[str, NDArray[Any]]:
    """What is shown as arrays: besides those of `wordnets.pack`, each offer's sentence with its words once more."""
    lengths = np.array([len(sentence.rows) for sentence in one.sentences])
    starts, sentences = np.cumsum(lengths) - lengths, np.array([offer.sentence for offer in one.offers])
    own_lengths = lengths[sentences]
    before = np.concatenate([np.arange(length) for length in own_lengths])
    own = [np.isin(np.arange(length), list(offer.words)) for offer, length in zip(one.offers, own_lengths, strict=True)]
    return dict(wordnets.pack(one.posed, one.sentences)) | {
        "at": np.repeat(starts[sentences], own_lengths) + before,
        "offer": np.repeat(np.arange(len(one.offers)), own_lengths),
        "own": np.concatenate(own).astype(np.int64),
        "offered before": before,
        "offered after": np.repeat(own_lengths, own_lengths) - 1 - before,
        "offer sentence": sentences,
        "traits": np.array([offer.traits for offer in one.offers]),
        "right": one.is_right.astype(np.int64),
    }


def batch_of(some: Sequence[dict[str, NDArray[Any]]]) -> Batch:
    """Several questions as one batch."""
    return wordnets.stack(
        some, {**wordnets.FILLED_WITH, "at": -1, "offered before": -1, "offered after": -1, "right": -1}
    )


class Net(Encoder):
    """The network in the form that learns; `parts` are its numbers in the form that is evaluated."""

    def __init__(self) -> None:
        super().__init__()
        self.span, self.traits = nn.Embedding(2, SEEN), nn.Embedding(TRAITS, SEEN)
        nn.init.normal_(self.span.weight, std=0.3)
        nn.init.normal_(self.traits.weight, std=0.1)
        self.unmet, self.hidden = nn.Linear(self.size, SEEN), nn.Linear(4 * SEEN + WIDTH, SEEN)
        self.out = nn.Linear(SEEN, 1)

    def forward(self, batch: Batch) -> torch.Tensor:
        """(questions, offers): the log-odds that each is right."""
        met = self.encode(batch)
        looked = self.look(met, batch)
        missed = torch.bmm((1 - met.best.clamp(LEAST_MET, MOST_MET)).transpose(1, 2), met.words)
        lacking = _taken(self.unmet(missed), batch["offer sentence"])
        traits = self.traits(batch["traits"]).sum(2) + lacking
        at, offer, is_there = batch["at"].clamp(min=0), batch["offer"], (batch["at"] >= 0)[..., None].float()
        looked = _taken(looked, at) + self.span(batch["own"]) + _taken(traits, offer)
        seen = self.among(looked, is_there, batch, "offered")
        places, owned = offer[..., None].expand(seen.shape), batch["own"][..., None].float() * is_there

        def mean(which: torch.Tensor) -> torch.Tensor:
            total = torch.zeros(traits.shape).scatter_add(1, places, seen * which)
            count = torch.zeros(*traits.shape[:2], 1).scatter_add(1, places[..., :1], which)
            return total / count.clamp(min=1)

        most = torch.zeros(traits.shape).scatter_reduce(1, places, seen * is_there, "amax")
        kind = met.kind.expand(-1, traits.shape[1], -1)
        parts = torch.cat([mean(owned), mean(is_there), most, traits, kind], 2)
        return torch.as_tensor(self.out(functional.relu(self.hidden(self.unsee(parts))))[..., 0])

    def views(self) -> wordnets.Views:
        """Its numbers, named as the fields of verifying.Verifier."""
        found = self.shared_views() | as_kernel("hidden", self.hidden) | as_kernel("unmet", self.unmet)
        found |= {"span": self.span.weight, "traits": self.traits.weight, "out": self.out.weight[0]}
        return found | {"numbers": [torch.zeros(()), self.same, self.sharpness, self.out.bias[0]]}


def _taken(rows: torch.Tensor, which: torch.Tensor) -> torch.Tensor:
    """Of each question, some of its rows."""
    return rows.gather(1, which[..., None].expand(-1, -1, rows.shape[2]))


def losses(net: Net, batch: Batch) -> torch.Tensor:
    """Of each offer, whether it is right; and which one is, or that none is, among those of a question."""
    scores, is_there, right = net(batch), batch["right"] >= 0, batch["right"].clamp(min=0).float()
    alone = functional.binary_cross_entropy_with_logits(scores, right, reduction="none") * is_there
    none = torch.zeros(len(scores), 1)
    among = torch.cat([scores.masked_fill(~is_there, NO_OFFER), none], 1)
    gold = torch.cat([right > 0, right.sum(1, keepdim=True) == 0], 1)
    together = torch.logsumexp(among, 1) - torch.logsumexp(among.masked_fill(~gold, LOWEST), 1)
    return torch.as_tensor((alone.sum(1) / is_there.sum(1)).mean() + together.mean())


def learn(shown: Sequence[Shown], fold: int, path: Path, begun: Path | None = None) -> Arrays:
    """The numbers of a network that learned from what is shown, on one core; kept in a file as soon as it is there.

    begun: the file of one that goes on learning.
    """
    torch.set_num_threads(1)
    torch.manual_seed(fold)
    net, packed = Net(), [pack(one) for one in shown]

    def loss_of(some: Sequence[int]) -> tuple[torch.Tensor, float]:
        loss = losses(net, batch_of([packed[number] for number in some]))
        return loss, loss.item()

    lengths, name = np.array([len(one["at"]) for one in packed]), f"verifier {fold}"
    wordnets.learn(net, lengths, loss_of, name=name, size=BATCH, epochs=EPOCHS, rate=RATE, seed=fold, begun=begun)
    parts = net.parts()
    write(path, [parts])
    return parts


def main() -> int:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=Path, required=True, help="where train_interaction wrote its networks")
    parser.add_argument("--onward", type=Path, help="such a folder of before, whose verifiers go on learning")
    options = parser.parse_args()
    lessons = taught()
    with ProcessPoolExecutor() as pool:
        found = list(zip(lessons, pool.map(partial(collect, networks=options.folds), lessons), strict=True))
        apart = [[one for lesson, shown in found if lesson.fold != fold for one in shown] for fold in range(FOLDS)]
        paths = [options.folds / f"verifier{fold}.npz" for fold in range(FOLDS)]
        begun = [options.onward / path.name if options.onward else None for path in paths]
        nets = list(pool.map(learn, apart, range(FOLDS), paths, begun))
    write(VERIFIER_FILE, nets)
    print(f"{sum(len(shown) for _, shown in found)} questions; {VERIFIER_FILE.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
