"""Trains knowledge/library/weights/interaction.npz: `python -m tests.training.train_interaction --folds FOLDER`.

The networks of knowledge/reader/interaction.py, learned from the sets of articles and questions in tests/sets that were
written for this project, all but the held-out ones, and from three parts of four of the sets on news and encyclopaedia
texts that lie beside the repository: of a question's sentences, which one states the answer, or that none does, and
which words are the answer. FOLDER gets networks that never saw a third of all that each; train_ranker learns from
those what such a network's word is worth. An hour on two cores. Needs torch besides the project.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from knowledge.language.vectors import load_vectors
from knowledge.model import ValueKind
from knowledge.reader import interaction
from knowledge.reader.interaction import CAPITAL, COMMON, FAR, FEATURES, LONGEST_SENTENCE
from tests.training.examples import Example, collect
from tests.training.folds import FOLDS, judged, taught

NETWORKS, EPOCHS, BATCH, RATE, DECAY = 2, 8, 24, 2e-3, 0.05
WIDTH, HIDDEN, SEEN = 32, 24, 48
PART_LOSS = 4.0
"""What the words of an answer count beside its sentence."""
DROPPED, UNKNOWN = 0.3, 0.1
"""Share of the numbers of a word that are left out while learning, and of the words taken for unknown ones."""
MARKS = CAPITAL + 1 + len(ValueKind)


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
        self.kind, self.kind_kernel = nn.Linear(size, 1, bias=False), nn.Linear(size, WIDTH)
        self.kind_marks = nn.Embedding(MARKS, WIDTH)
        nn.init.normal_(self.kind_marks.weight, std=0.05)
        self.met_kernel = nn.Linear(4 * WIDTH + 2, SEEN)
        self.near_kernel, self.far_kernel = nn.Linear(3 * SEEN, SEEN), nn.Linear(3 * SEEN, SEEN)
        self.part, self.pool = nn.Linear(SEEN, 1), nn.Linear(SEEN, 1)
        self.pool.weight.data *= 0.1
        self.drop = nn.Dropout(DROPPED)

    def forward(self, batch: dict[str, torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
        """(questions, sentences + 1) scores; -30 where there is no sentence; the last is that none answers. And
        (questions, sentences, words) log-odds that a word is a part of the answer."""
        asked, told = self._hide(batch["asked"]), self._hide(batch["told"])
        is_asked, is_told = (asked >= 0)[..., None], (told >= 0)[..., None]
        words = self.drop((self._vectors(asked, self.asking) + self.subject(batch["subject"])) * is_asked)
        tells = self.drop((self._vectors(told, self.telling) + self.marks(batch["marks"])) * is_told)
        asks, tells = self.asking_kernel(_beside(words)), self.telling_kernel(_beside(tells))
        meets = torch.einsum("bid,bnjd->bnij", asks, tells) + self.same * batch["same"]
        sharp = meets * self.sharpness.clamp(1, 10)
        best = torch.logsumexp(sharp.masked_fill(~is_told[..., 0][:, :, None, :], -40), 3) / self.sharpness.clamp(1, 10)
        weights = functional.softplus(self.weight(words))[..., 0] * is_asked[..., 0]
        weights = weights / (weights.sum(1, keepdim=True) + 1e-3)
        by_word = (best * weights[:, None]).sum(2)
        length = is_told.sum(2).clamp(min=1) ** 0.7
        whole = self.whole((asks * weights[..., None]).sum(1))
        by_whole = torch.einsum("bd,bnd->bn", whole, (tells * is_told).sum(2) / length)
        known = torch.cat([batch["features"], by_word[..., None], by_whole[..., None]], 2)
        beside = self.out(functional.relu(self.hidden(known))) + self.linear(batch["features"])
        sharp = sharp.masked_fill(~is_asked[..., 0][:, None, :, None], -40)
        seen = self._see(batch, words, is_asked, asks, tells, sharp, is_told)
        by_part = torch.logsumexp(self.pool(seen)[..., 0].masked_fill(~is_told[..., 0], -40), 2)
        scores = (by_word + by_whole + by_part + beside[..., 0]).masked_fill(~is_told[..., 0].any(2), -30)
        return torch.cat([scores, self.none.expand(len(scores), 1)], 1), self.part(seen)[..., 0]

    def _see(
        self,
        batch: dict[str, torch.Tensor],
        words: torch.Tensor,
        is_asked: torch.Tensor,
        asks: torch.Tensor,
        tells: torch.Tensor,
        sharp: torch.Tensor,
        is_told: torch.Tensor,
    ) -> torch.Tensor:
        """(questions, sentences, words, SEEN): each word of a sentence beside the question, among its neighbours."""
        aligned = torch.einsum("bnij,bid->bnjd", torch.softmax(sharp, 2), asks)
        best = torch.logsumexp(sharp, 2) / self.sharpness.clamp(1, 10)
        telling = self.kind(words)[..., 0].masked_fill(~is_asked[..., 0], -40).softmax(1)
        kind = self.kind_kernel((words * telling[..., None]).sum(1))[:, None, None]
        marks = self.kind_marks(batch["marks"])
        beside = [tells, kind * (tells + marks), aligned * tells, kind + marks, best[..., None]]
        met = torch.cat([*beside, batch["same"].amax(2)[..., None]], 3)
        seen = functional.relu(self.met_kernel(met)) * is_told
        for kernel, step in ((self.near_kernel, 1), (self.far_kernel, FAR)):
            seen = seen + functional.relu(kernel(_beside(seen, step))) * is_told
        return seen

    def _vectors(self, rows: torch.Tensor, added: nn.Embedding) -> torch.Tensor:
        rows = rows.clamp(min=0)
        return self.words(rows) + added(rows.clamp(max=COMMON))

    def _hide(self, rows: torch.Tensor) -> torch.Tensor:
        if not self.training:
            return rows
        return torch.where((torch.rand(rows.shape) < UNKNOWN) & (rows >= 0), torch.tensor(self.unknown), rows)

    def parts(self) -> dict[str, NDArray[np.float16]]:
        """Its numbers, named as the fields of interaction.Network."""
        whole = ("asking", "telling", "subject", "marks", "whole", "kind_marks")
        found = {name: getattr(self, name).weight for name in whole}
        for name in ("asking", "telling", "kind", "met", "near", "far"):
            found[f"{name}_kernel"] = getattr(self, f"{name}_kernel").weight.T
            found[f"{name}_bias"] = getattr(self, f"{name}_kernel").bias
        found |= {"hidden": self.hidden.weight.T, "hidden_bias": self.hidden.bias}
        for name in ("weight", "kind", "part", "pool", "out", "linear"):
            found[name] = getattr(self, name).weight[0]
        numbers = [self.weight.bias[0], self.same, self.sharpness, self.out.bias[0], self.none]
        found["numbers"] = torch.stack([*numbers, self.part.bias[0], self.pool.bias[0]])
        return {name: part.detach().numpy().astype(np.float16) for name, part in found.items()}


def _beside(words: torch.Tensor, step: int = 1) -> torch.Tensor:
    """Each word's vector between those of the words `step` before and after it."""
    none = torch.zeros_like(words[..., :step, :])
    before, after = torch.cat([none, words[..., :-step, :]], -2), torch.cat([words[..., step:, :], none], -2)
    return torch.cat([before, words, after], -1)


def batch_of(examples: Sequence[Example], unknown: int) -> dict[str, torch.Tensor]:
    """Several examples as arrays, filled up with -1 (words, answers) and 0."""
    many = len(examples)
    longest = max(len(one.posed.norms) for one in examples)
    sentences = max(len(one.sentences) for one in examples)
    shape = (many, sentences, LONGEST_SENTENCE)
    asked, told, answers = np.full((many, longest), -1), np.full(shape, -1), np.full(shape, -1, np.float32)
    subject, marks = np.zeros((many, longest), int), np.zeros(shape, int)
    same = np.zeros((many, sentences, longest, LONGEST_SENTENCE), np.float32)
    features = np.zeros((many, sentences, len(FEATURES)), np.float32)
    gold = np.zeros((many, sentences + 1), bool)
    for place, one in enumerate(examples):
        rows = load_vectors().rows(one.posed.norms)
        asked[place, : len(rows)] = np.where(rows < 0, unknown, rows)
        subject[place, : len(rows)] = one.posed.is_subject
        features[place, : len(one.features)] = one.features
        gold[place, : len(one.is_gold)], gold[place, -1] = one.is_gold, not one.is_gold.any()
        for number, sentence in enumerate(one.sentences):
            length = len(sentence.rows)
            told[place, number, :length] = np.where(sentence.rows < 0, unknown, sentence.rows)
            marks[place, number, :length] = sentence.marks
            stems, stated = np.array(one.posed.stems), np.array(sentence.stems)
            same[place, number, : len(stems), :length] = stems[:, None] == stated[None]
            if number in one.answers:
                answers[place, number, :length] = one.answers[number]
    whole = {
        "asked": asked, "told": told, "subject": subject, "marks": marks, "same": same, "features": features,
        "answers": answers, "gold": gold,
    }  # fmt: skip
    return {name: torch.tensor(part) for name, part in whole.items()}


def learn(examples: Sequence[Example], seed: int) -> Net:
    """A network that puts the sentences that state the answer first, or that none does, and marks the answer."""
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    net = Net()
    useful = [one for one in examples if not one.is_gold.all()]
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * (len(useful) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps + 1)
    for _ in range(EPOCHS):
        for some in _batches(random.permutation(len(useful))):
            batch = batch_of([useful[n] for n in some], net.unknown)
            scores, parts = net(batch)
            gold, is_known = batch["gold"], batch["answers"] >= 0
            loss = (torch.logsumexp(scores, 1) - torch.logsumexp(scores.masked_fill(~gold, -60), 1)).mean()
            if is_known.any():
                found = functional.binary_cross_entropy_with_logits(parts[is_known], batch["answers"][is_known])
                loss = loss + PART_LOSS * found
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
    retrieval's order; and how often the likeliest word of such a sentence is a part of the answer."""
    with np.load(path) as file:
        networks = interaction.read_networks(dict(file))
    firsts, parts = [], []
    for one in (one for one in examples if one.is_gold.any()):
        belief = interaction.believe(networks, interaction.meet(one.posed, one.sentences, one.features))
        firsts.append((one.is_gold[int(np.argmax(belief.shares))], one.is_gold[int(np.argmax(one.features[:, 0]))]))
        by_sentence = belief.by_sentence
        parts += [answer[int(np.argmax(by_sentence[number]))] for number, answer in one.answers.items() if answer.any()]
    mine, retrieved = np.mean(firsts or [(0, 0)], axis=0)
    told = f"gold sentence first {mine:.1%}; as retrieved {retrieved:.1%}; of {len(firsts)}"
    print(f"{name}: {told}; word of the answer {np.mean(parts or [0]):.1%}", flush=True)


def main() -> int:
    """Train, write and report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", type=Path, help="further sets to report on")
    parser.add_argument("--folds", type=Path, required=True, help="where the networks for train_ranker are written")
    options = parser.parse_args()
    torch.set_num_threads(1)
    lessons, others = taught(), judged(options.sets)
    with ProcessPoolExecutor() as pool:
        found = dict(zip([*lessons, *others], pool.map(collect, [*lessons, *others]), strict=True))
        examples = [example for lesson in lessons for example in found[lesson]]
        apart = [[one for one in examples if one.lesson.fold != fold] for fold in range(FOLDS)]
        nets = list(pool.map(_learn_alone, apart + [examples] * NETWORKS, [1] * FOLDS + list(range(1, NETWORKS + 1))))
    for fold in range(FOLDS):
        path = options.folds / f"{fold}.npz"
        write(path, nets[fold : fold + 1])
        report(f"fold {fold}", [one for one in examples if one.lesson.fold == fold], path)
    write(interaction.INTERACTION_FILE, nets[FOLDS:])
    print(f"{len(examples)} questions; {interaction.INTERACTION_FILE.stat().st_size / 1000:.0f} kB")
    for lesson in others:
        report(lesson.name, found[lesson], interaction.INTERACTION_FILE)
    return 0


def _learn_alone(examples: Sequence[Example], seed: int) -> Net:
    """As `learn`, on one core."""
    torch.set_num_threads(1)
    return learn(examples, seed)


if __name__ == "__main__":
    sys.exit(main())
