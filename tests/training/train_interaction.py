"""Trains knowledge/library/weights/interaction.npz: `python -m tests.training.train_interaction --folds FOLDER`.

The networks of knowledge/reader/interaction.py, learned from the sets of articles and questions in tests/sets that were
written for this project, all but the held-out ones, and from three parts of four of the sets on news and encyclopaedia
texts that lie beside the repository: of a question's sentences, which one states the answer, or that none does, which
words are the answer, and whether a sentence says yes. A network learns from all but one fold of that each; together
they are the shipped ones, and FOLDER gets those of each fold alone: train_ranker learns from what they say of a fold
that they never saw what their word is worth. An hour and a half on two cores. Needs torch besides the project.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from knowledge.reader import interaction
from knowledge.reader.encoder import meet
from knowledge.reader.interaction import FEATURES, Network
from tests.training import wordnets
from tests.training.examples import Example, collect
from tests.training.folds import FOLDS, judged, taught
from tests.training.wordnets import SEEN, WIDTH, Arrays, Batch, Encoder, as_kernel, write

NETWORKS, EPOCHS, BATCH, RATE = 1, 4, 24, 2e-3
HIDDEN = 32
PART_LOSS = 4.0
"""What the words of an answer count beside its sentence."""
LOWEST = -60.0
"""The score of what is left out."""


def pack(one: Example) -> dict[str, NDArray[Any]]:
    """An example as arrays.

    Besides those of `wordnets.pack`: whether each sentence states the answer, whether each word is a part of it, and
    whether it is yes (-1 where nothing tells).
    """
    packed: dict[str, NDArray[Any]] = dict(wordnets.pack(one.posed, one.sentences))
    lengths = np.array([len(sentence.rows) for sentence in one.sentences])
    starts, answer = np.cumsum(lengths) - lengths, np.full(int(lengths.sum()), -1)
    for number, words in one.answers.items():
        answer[starts[number] : starts[number] + lengths[number]] = words
    side = np.array([-1 if one.says_yes is None else int(one.says_yes)])
    return packed | {"features": one.features, "gold": one.is_gold, "answer": answer, "side": side}


def batch_of(some: Sequence[dict[str, NDArray[Any]]]) -> Batch:
    """Several examples as one; the last of "gold" is that no sentence states the answer."""
    batch = wordnets.stack(some, {**wordnets.FILLED_WITH, "answer": -1})
    batch["gold"] = torch.cat([batch["gold"], ~batch["gold"].any(1, keepdim=True)], 1)
    return batch


class Net(Encoder):
    """The network in the form that learns; `parts` are its numbers in the form that is evaluated."""

    def __init__(self) -> None:
        super().__init__()
        self.weight, self.whole = nn.Linear(self.size, 1), nn.Linear(WIDTH, WIDTH, bias=False)
        self.whole.weight.data *= 0.3
        self.hidden, self.out = nn.Linear(len(FEATURES) + 2, HIDDEN), nn.Linear(HIDDEN, 1)
        self.linear = nn.Linear(len(FEATURES), 1, bias=False)
        self.none = nn.Parameter(torch.tensor(0.0))
        self.part, self.pool = nn.Linear(SEEN, 1), nn.Linear(SEEN, 1)
        self.pool.weight.data *= 0.1
        self.yes, self.no = nn.Linear(SEEN, 1), nn.Linear(SEEN, 1, bias=False)
        self.side_weight = nn.Linear(self.size, 1)
        self.side = nn.Linear(len(FEATURES) + 3, 1, bias=False)
        self.side.weight.data *= 0.1

    def forward(self, batch: Batch) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """(questions, sentences + 1) scores; -30 where there is no sentence; the last is that none answers. And
        (questions, words) log-odds that a word is a part of the answer, (questions, sentences) that one says yes."""
        met = self.encode(batch)
        weights = _weigh(self.weight, met.words, met.is_asked)
        by_word, whole = (met.best * weights).sum(1), self.whole((met.asks * weights).sum(1))
        dots = ((met.tells * whole[:, None]).sum(2) * met.is_told[..., 0])[:, None]
        by_whole = (met.by_sentence(dots) / met.by_sentence(met.is_told.transpose(1, 2)).clamp(min=1) ** 0.7)[:, 0]
        known = torch.cat([batch["features"], by_word[..., None], by_whole[..., None]], 2)
        beside = self.out(functional.relu(self.hidden(known))) + self.linear(batch["features"])
        seen = self.among(self.look(met, batch), met.is_told, batch, "told")

        def pooled(layer: nn.Linear) -> torch.Tensor:
            powers = torch.exp(layer(seen)[..., 0].clamp(max=wordnets.HIGHEST)) * met.is_told[..., 0]
            return torch.log(met.by_sentence(powers[:, None])[:, 0] + wordnets.NOTHING)

        scores = (by_word + by_whole + pooled(self.pool) + beside[..., 0]).masked_fill(~batch["is_there"], -30)
        by_side = (met.best * _weigh(self.side_weight, met.words, met.is_asked)).sum(1)
        sides = pooled(self.yes) - pooled(self.no) + self.side(torch.cat([known, by_side[..., None]], 2))[..., 0]
        return torch.cat([scores, self.none.expand(len(scores), 1)], 1), self.part(seen)[..., 0], sides

    def views(self) -> wordnets.Views:
        """Its numbers, named as the fields of interaction.Network."""
        found = self.shared_views() | as_kernel("hidden", self.hidden)
        found["whole"] = self.whole.weight
        for name in ("weight", "part", "pool", "out", "linear", "yes", "no", "side_weight", "side"):
            found[name] = getattr(self, name).weight[0]
        biases = [self.part.bias[0], self.pool.bias[0], self.side_weight.bias[0], self.yes.bias[0]]
        numbers = [self.weight.bias[0], self.same, self.sharpness, self.out.bias[0], self.none]
        return found | {"numbers": [*numbers, *biases]}


def _weigh(layer: nn.Linear, words: torch.Tensor, is_asked: torch.Tensor) -> torch.Tensor:
    """(questions, words, 1): how much each word of the question counts."""
    weights = functional.softplus(layer(words)) * is_asked
    return weights / (weights.sum(1, keepdim=True) + 1e-3)


def learn(examples: Sequence[Example], seed: int, begun: Path | None = None) -> Net:
    """A network that puts the sentences that state the answer first, or that none does, and marks the answer.

    begun: the file of one that goes on learning.
    """
    torch.manual_seed(seed)
    net, useful = Net(), [pack(one) for one in examples if not one.is_gold.all()]

    def loss_of(some: Sequence[int]) -> tuple[torch.Tensor, float]:
        return _losses(net, batch_of([useful[number] for number in some]))

    lengths, name = np.array([len(one["told"]) for one in useful]), f"network {seed}"
    wordnets.learn(net, lengths, loss_of, name=name, size=BATCH, epochs=EPOCHS, rate=RATE, seed=seed, begun=begun)
    return net


def _losses(net: Net, batch: Batch) -> tuple[torch.Tensor, float]:
    """The whole loss, and that of the sentences alone."""
    scores, parts, sides = net(batch)
    gold, is_known = batch["gold"], batch["answer"] >= 0
    loss = (torch.logsumexp(scores, 1) - torch.logsumexp(scores.masked_fill(~gold, LOWEST), 1)).mean()
    of_sentences = loss.item()
    told = functional.binary_cross_entropy_with_logits
    if is_known.any():
        loss = loss + PART_LOSS * told(parts[is_known], batch["answer"][is_known].float())
    is_sided = gold[:, :-1] & (batch["side"] >= 0)
    if is_sided.any():
        says = batch["side"].expand_as(is_sided)[is_sided].float()
        loss = loss + told(sides[is_sided], says, reduction="sum") / len(gold)
    return loss, of_sentences


def report(name: str, examples: Sequence[Example], path: Path) -> None:
    """How often the sentence that states the answer comes first, where one is found, as evaluated with numpy, beside
    retrieval's order; how often the likeliest word of such a sentence is a part of the answer, and its yes or no right.
    """
    with np.load(path) as file:
        networks = Network.all_of(dict(file))
    firsts, parts, sides = [], [], []
    for one in (one for one in examples if one.is_gold.any()):
        belief = interaction.believe(networks, meet(one.posed, one.sentences, one.features))
        firsts.append((one.is_gold[int(np.argmax(belief.shares))], one.is_gold[int(np.argmax(one.features[:, 0]))]))
        by_sentence = belief.by_sentence
        parts += [answer[int(np.argmax(by_sentence[number]))] for number, answer in one.answers.items() if answer.any()]
        if one.says_yes is not None:
            likeliest = int(np.where(one.is_gold, belief.shares, -np.inf).argmax())
            sides.append((belief.sides[likeliest] > 0) == one.says_yes)
    mine, retrieved = np.mean(firsts or [(0, 0)], axis=0)
    told = f"gold sentence first {mine:.1%}; as retrieved {retrieved:.1%}; of {len(firsts)}"
    asked = f"yes or no {np.mean(sides or [0]):.1%} of {len(sides)}"
    print(f"{name}: {told}; word of the answer {np.mean(parts or [0]):.1%}; {asked}", flush=True)


def main() -> int:
    """Train, write and report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", type=Path, help="further sets to report on")
    parser.add_argument("--folds", type=Path, required=True, help="where the networks for train_ranker are written")
    parser.add_argument("--onward", type=Path, help="such a folder of before, whose networks go on learning")
    options = parser.parse_args()
    torch.set_num_threads(1)
    lessons, others = taught(), judged(options.sets)
    with ProcessPoolExecutor() as pool:
        found = dict(zip([*lessons, *others], pool.map(collect, [*lessons, *others]), strict=True))
        examples = [example for lesson in lessons for example in found[lesson]]
        apart = [[one for one in examples if one.lesson.fold != fold] for fold in range(FOLDS)]
        kept = [options.folds / f"network{seed}.npz" for seed in range(FOLDS * NETWORKS)]
        begun = [options.onward / f"{fold}.npz" if options.onward else None for fold in range(FOLDS)]
        nets = list(pool.map(_learn_alone, apart * NETWORKS, range(FOLDS * NETWORKS), kept, begun * NETWORKS))
    paths = [options.folds / f"{fold}.npz" for fold in range(FOLDS)]
    for fold, path in enumerate(paths):
        write(path, nets[fold::FOLDS])
    write(interaction.INTERACTION_FILE, nets)
    print(f"{len(examples)} questions; {interaction.INTERACTION_FILE.stat().st_size / 1000:.0f} kB")
    for fold, path in enumerate(paths):
        report(f"fold {fold}", [one for one in examples if one.lesson.fold == fold], path)
    for lesson in others:
        report(lesson.name, found[lesson], interaction.INTERACTION_FILE)
    return 0


def _learn_alone(examples: Sequence[Example], seed: int, path: Path, begun: Path | None) -> Arrays:
    """As `learn`, on one core, in the form that is evaluated; kept in a file as soon as it is there."""
    torch.set_num_threads(1)
    parts = learn(examples, seed, begun).parts()
    write(path, [parts])
    return parts


if __name__ == "__main__":
    sys.exit(main())
