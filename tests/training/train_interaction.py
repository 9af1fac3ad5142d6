"""Trains knowledge/library/weights/interaction.npz: `python -m tests.training.train_interaction --folds FOLDER`.

The networks of knowledge/reader/interaction.py, learned from the sets of articles and questions in tests/sets that were
written for this project, all but the held-out ones: of a question's sentences, which one states the answer, or that
none does. FOLDER gets networks that never saw a third of the sets each; train_ranker learns from those what such a
network's word is worth. Half an hour on two cores. Needs torch besides the project.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from bot.evaluation.goldset import GoldQuestion, GoldSet, read_set
from bot.evaluation.judging import cites
from bot.evaluation.running import ask_set
from knowledge.answering.candidates import Read
from knowledge.answering.rankedlines import lines_to_read
from knowledge.deciding import lineup, readings
from knowledge.language.vectors import load_vectors
from knowledge.model import ValueKind
from knowledge.reader import interaction
from knowledge.reader.interaction import CAPITAL, COMMON, FEATURES, LONGEST_SENTENCE, NUMBERS, Posed, Worded
from tests.training.citing import citation_of
from tests.training.folds import FOLDS, fold_of, judged_sets, taught_sets
from tests.training.misspelling import misspell_some

NETWORKS, EPOCHS, BATCH, RATE, DECAY = 2, 5, 24, 2e-3, 0.05
WIDTH, HIDDEN = 32, 16
DROPPED, UNKNOWN = 0.3, 0.1
"""Share of the numbers of a word that are left out while learning, and of the words taken for unknown ones."""
MARKS = CAPITAL + 1 + len(ValueKind)


@dataclass(frozen=True, slots=True)
class Example:
    """A question's sentences, and which of them state the answer."""

    source: str
    posed: Posed
    sentences: tuple[Worded, ...]
    features: NDArray[np.float32]
    is_gold: NDArray[np.bool_]


def collect(folder: Path) -> list[Example]:
    """The examples of a set: what the network would be asked while the questions are answered, last reading each."""
    gold, asked, examples = read_set(folder), [], []
    gold = gold if fold_of(folder.name) is None else misspell_some(gold)
    look, interact = lineup.look, interaction.interact
    shape = (len(FEATURES),), (NUMBERS,)
    are_fit = all((network.linear.shape, network.numbers.shape) == shape for network in interaction.load_networks())

    def keep_lines(query: Any, reads: Sequence[Read], sought: Any) -> Any:
        asked.append([lines_to_read(reads, count=readings.PASSAGES), reads])
        return look(query, reads, sought)

    def keep_words(*given: Any) -> Any:
        asked[-1].append(given)
        return interact(*given) if are_fit else np.zeros(len(given[1]), np.float32)  # to learn other features

    lineup.look, interaction.interact = keep_lines, keep_words
    try:
        for reply in ask_set(gold):
            if asked and asked[-1][2:]:  # where nothing is looked at, there is nothing to learn
                examples.append(_example(folder.name, reply.question, gold, *asked[-1]))
            asked.clear()
    finally:
        lineup.look, interaction.interact = look, interact
    return examples


def _example(source: str, question: GoldQuestion, gold: GoldSet, lines: Any, reads: Any, given: Any) -> Example:
    posed, sentences, features = given
    is_gold = np.array([cites(citation_of(reads[n], line), question, gold.articles) for n, line in lines], bool)
    return Example(source, posed, tuple(sentences), features, is_gold)


class Net(nn.Module):
    """The network in the form that learns; `parts` are its numbers in the form that is evaluated."""

    def __init__(self) -> None:
        super().__init__()
        units = load_vectors().units_of(np.arange(len(load_vectors().words)))
        size = units.shape[1]
        self.unknown = len(units)
        self.words = nn.Embedding.from_pretrained(torch.tensor(np.vstack([units, np.zeros((1, size), np.float32)])))
        self.asking, self.telling = nn.Embedding(COMMON + 1, size), nn.Embedding(COMMON + 1, size)
        self.subject, self.marks = nn.Embedding(2, size), nn.Embedding(MARKS, size)
        for part in (self.asking, self.telling, self.subject):
            nn.init.zeros_(part.weight)
        nn.init.normal_(self.marks.weight, std=0.05)
        self.asking_kernel, self.telling_kernel = nn.Linear(3 * size, WIDTH), nn.Linear(3 * size, WIDTH)
        together = torch.randn(WIDTH, size) / size**0.5 * 1.3
        for kernel in (self.asking_kernel, self.telling_kernel):
            # alike words begin close to each other
            kernel.weight.data *= 0.1
            kernel.weight.data[:, size : 2 * size] += together
        self.weight, self.whole = nn.Linear(size, 1), nn.Linear(WIDTH, WIDTH, bias=False)
        self.whole.weight.data *= 0.3
        self.hidden, self.out = nn.Linear(len(FEATURES) + 2, HIDDEN), nn.Linear(HIDDEN, 1)
        self.linear = nn.Linear(len(FEATURES), 1, bias=False)
        self.same, self.sharpness = nn.Parameter(torch.tensor(1.0)), nn.Parameter(torch.tensor(4.0))
        self.none = nn.Parameter(torch.tensor(0.0))
        self.drop = nn.Dropout(DROPPED)

    def forward(self, batch: dict[str, torch.Tensor]) -> torch.Tensor:
        """(questions, sentences + 1) scores; -30 where there is no sentence; the last is that none answers."""
        asked, told = self._hide(batch["asked"]), self._hide(batch["told"])
        is_asked, is_told = (asked >= 0)[..., None], (told >= 0)[..., None]
        words = self.drop((self._vectors(asked, self.asking) + self.subject(batch["subject"])) * is_asked)
        tells = self.drop((self._vectors(told, self.telling) + self.marks(batch["marks"])) * is_told)
        asks, tells = self.asking_kernel(_beside(words)), self.telling_kernel(_beside(tells))
        meets = torch.einsum("bid,bnjd->bnij", asks, tells) + self.same * batch["same"]
        sharpness = self.sharpness.clamp(1, 10)
        meets = meets.masked_fill(~is_told[..., 0][:, :, None, :], -9)
        best = torch.logsumexp(meets * sharpness, 3) / sharpness
        weights = functional.softplus(self.weight(words))[..., 0] * is_asked[..., 0]
        weights = weights / (weights.sum(1, keepdim=True) + 1e-3)
        by_word = (best * weights[:, None]).sum(2)
        length = is_told.sum(2).clamp(min=1) ** 0.7
        whole = self.whole((asks * weights[..., None]).sum(1))
        by_whole = torch.einsum("bd,bnd->bn", whole, (tells * is_told).sum(2) / length)
        known = torch.cat([batch["features"], by_word[..., None], by_whole[..., None]], 2)
        beside = self.out(functional.relu(self.hidden(known))) + self.linear(batch["features"])
        scores = (by_word + by_whole + beside[..., 0]).masked_fill(~is_told[..., 0].any(2), -30)
        return torch.cat([scores, self.none.expand(len(scores), 1)], 1)

    def _vectors(self, rows: torch.Tensor, added: nn.Embedding) -> torch.Tensor:
        rows = rows.clamp(min=0)
        return self.words(rows) + added(rows.clamp(max=COMMON))

    def _hide(self, rows: torch.Tensor) -> torch.Tensor:
        if not self.training:
            return rows
        return torch.where((torch.rand(rows.shape) < UNKNOWN) & (rows >= 0), torch.tensor(self.unknown), rows)

    def parts(self) -> dict[str, NDArray[np.float16]]:
        """Its numbers, named as the fields of interaction.Network."""
        found = {name: getattr(self, name).weight for name in ("asking", "telling", "subject", "marks", "whole")}
        for name in ("asking_kernel", "telling_kernel", "hidden"):
            found[name] = getattr(self, name).weight.T
            found[name.replace("_kernel", "") + "_bias"] = getattr(self, name).bias
        found |= {"weight": self.weight.weight[0], "out": self.out.weight[0], "linear": self.linear.weight[0]}
        numbers = [self.weight.bias[0], self.same, self.sharpness, self.out.bias[0], self.none]
        found["numbers"] = torch.stack(numbers)
        return {name: part.detach().numpy().astype(np.float16) for name, part in found.items()}


def _beside(words: torch.Tensor) -> torch.Tensor:
    """Each word's vector between those of its neighbours."""
    none = torch.zeros_like(words[..., :1, :])
    before, after = torch.cat([none, words[..., :-1, :]], -2), torch.cat([words[..., 1:, :], none], -2)
    return torch.cat([before, words, after], -1)


def batch_of(examples: Sequence[Example], unknown: int) -> dict[str, torch.Tensor]:
    """Several examples as arrays, filled up with -1 (words) and 0."""
    many = len(examples)
    longest = max(len(one.posed.norms) for one in examples)
    sentences = max(len(one.sentences) for one in examples)
    shape = (many, sentences, LONGEST_SENTENCE)
    asked, told = np.full((many, longest), -1), np.full(shape, -1)
    subject, marks = np.zeros((many, longest), int), np.zeros(shape, int)
    same = np.zeros((many, sentences, longest, LONGEST_SENTENCE), np.float32)
    features = np.zeros((many, sentences, len(FEATURES)), np.float32)
    for place, one in enumerate(examples):
        rows = load_vectors().rows(one.posed.norms)
        asked[place, : len(rows)] = np.where(rows < 0, unknown, rows)
        subject[place, : len(rows)] = one.posed.is_subject
        features[place, : len(one.features)] = one.features
        for number, sentence in enumerate(one.sentences):
            length = len(sentence.rows)
            told[place, number, :length] = np.where(sentence.rows < 0, unknown, sentence.rows)
            marks[place, number, :length] = sentence.marks
            stems, stated = np.array(one.posed.stems), np.array(sentence.stems)
            same[place, number, : len(stems), :length] = stems[:, None] == stated[None]
    whole = {"asked": asked, "told": told, "subject": subject, "marks": marks}
    return {name: torch.tensor(part) for name, part in whole.items()} | {
        "same": torch.tensor(same),
        "features": torch.tensor(features),
    }


def learn(examples: Sequence[Example], seed: int) -> Net:
    """A network that puts the sentences that state the answer first, or that none does."""
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    net = Net()
    useful = [one for one in examples if not one.is_gold.all()]
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * (len(useful) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps + 1)
    for _ in range(EPOCHS):
        for some in _batches(random.permutation(len(useful))):
            chosen = [useful[n] for n in some]
            scores = net(batch_of(chosen, net.unknown))
            gold = torch.zeros(scores.shape, dtype=torch.bool)
            for place, one in enumerate(chosen):
                gold[place, : len(one.is_gold)] = torch.tensor(one.is_gold)
                gold[place, -1] = not one.is_gold.any()
            loss = (torch.logsumexp(scores, 1) - torch.logsumexp(scores.masked_fill(~gold, -60), 1)).mean()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            optimizer.step()
            schedule.step()
    return net.eval()


def _batches(order: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    for start in range(0, len(order) - BATCH + 1, BATCH):
        yield order[start : start + BATCH]


def write(path: Path, nets: Sequence[Net]) -> None:
    """Store networks as interaction.read_networks reads them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    parts = {f"{n}.{name}": part for n, net in enumerate(nets) for name, part in net.parts().items()}
    np.savez_compressed(path, **parts)


def report(name: str, examples: Sequence[Example], path: Path) -> None:
    """How often the sentence that states the answer comes first, where one is found, as evaluated with numpy, beside
    retrieval's order."""
    with np.load(path) as file:
        networks = interaction.read_networks(dict(file))
    firsts = []
    for one in (one for one in examples if one.is_gold.any()):
        met = interaction.meet(one.posed, one.sentences, one.features)
        scores = np.mean([network.score(met) for network in networks], axis=0)
        firsts.append((one.is_gold[int(np.argmax(scores))], one.is_gold[int(np.argmax(one.features[:, 0]))]))
    mine, retrieved = np.mean(firsts, axis=0)
    print(f"{name}: gold sentence first {mine:.1%}; as retrieved {retrieved:.1%}; of {len(firsts)}", flush=True)


def main() -> int:
    """Train, write and report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", type=Path, help="further sets to report on")
    parser.add_argument("--folds", type=Path, required=True, help="where the networks for train_ranker are written")
    options = parser.parse_args()
    torch.set_num_threads(1)
    judged = [*judged_sets(), *options.sets]
    with ProcessPoolExecutor() as pool:
        found = dict(zip([*taught_sets(), *judged], pool.map(collect, [*taught_sets(), *judged]), strict=True))
        examples = [example for folder in taught_sets() for example in found[folder]]
        others = [[one for one in examples if fold_of(one.source) != fold] for fold in range(FOLDS)]
        nets = list(pool.map(_learn_alone, others + [examples] * NETWORKS, [1] * FOLDS + list(range(1, NETWORKS + 1))))
    for fold in range(FOLDS):
        path = options.folds / f"{fold}.npz"
        write(path, nets[fold : fold + 1])
        report(f"fold {fold}", [one for one in examples if fold_of(one.source) == fold], path)
    write(interaction.INTERACTION_FILE, nets[FOLDS:])
    print(f"{len(examples)} questions; {interaction.INTERACTION_FILE.stat().st_size / 1000:.0f} kB")
    for folder in judged:
        report(folder.name, found[folder], interaction.INTERACTION_FILE)
    return 0


def _learn_alone(examples: Sequence[Example], seed: int) -> Net:
    """As `learn`, on one core."""
    torch.set_num_threads(1)
    return learn(examples, seed)


if __name__ == "__main__":
    sys.exit(main())
