"""Trains knowledge/library/weights/interaction.npz: `python -m tests.training.train_interaction --folds FOLDER`.

The networks of knowledge/reader/interaction.py, learned from the sets of articles and questions in tests/sets that were
written for this project, all but the held-out ones, and from three parts of four of the sets on news and encyclopaedia
texts that lie beside the repository: of a question's sentences, which one states the answer, or that none does, which
words are the answer, and whether a sentence says yes. Two networks learn from all but one fold of that each; together
they are the shipped ones, and FOLDER gets those of each fold alone: train_ranker learns from what they say of a fold
that they never saw what their word is worth. An hour and a half on two cores. Needs torch besides the project.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from knowledge.language.vectors import load_vectors
from knowledge.model import ValueKind
from knowledge.reader import interaction
from knowledge.reader.interaction import CAPITAL, COMMON, FEATURES, STEPS
from tests.training.examples import Example, collect
from tests.training.folds import FOLDS, judged, taught

NETWORKS, EPOCHS, BATCH, RATE, DECAY = 2, 6, 24, 2e-3, 0.05
WIDTH, HIDDEN, SEEN = 48, 32, 64
PART_LOSS = 4.0
"""What the words of an answer count beside its sentence."""
DROPPED, UNSEEN, UNKNOWN = 0.3, 0.1, 0.1
"""Share of the numbers of a word that are left out while learning, of what is seen around it, and of the words taken
for unknown ones."""
SORTED = 16
"""So many batches are made of questions whose sentences are alike in length, to fill up little."""
MARKS = CAPITAL + 1 + len(ValueKind)
NOTHING, LOWEST, HIGHEST = 1e-12, -60.0, 60.0
"""What keeps logarithms and powers finite."""


@dataclass(frozen=True, slots=True, eq=False)
class Packed:
    """An example as arrays; the words of all its sentences end to end."""

    example: Example
    asked: NDArray[np.int64]
    """Rows among the word vectors, one more than they have where unknown."""
    is_subject: NDArray[np.int64]
    told: NDArray[np.int64]
    marks: NDArray[np.int64]
    sentence: NDArray[np.int64]
    """Of each word of the sentences, the number of its sentence."""
    before: NDArray[np.int64]
    """How many words stand before it in its sentence, and after it."""
    after: NDArray[np.int64]
    same: NDArray[np.bool_]
    """(words of the question, words of the sentences): whether they are the same."""
    answer: NDArray[np.int64]
    """Whether a word is a part of the answer, 0 or 1; -1 where nothing tells."""


def pack(one: Example) -> Packed:
    """An example as arrays."""
    vectors = load_vectors()
    lengths = np.array([len(sentence.rows) for sentence in one.sentences])
    starts = np.cumsum(lengths) - lengths
    asked, told = vectors.rows(one.posed.norms), np.concatenate([sentence.rows for sentence in one.sentences])
    before = np.arange(len(told)) - np.repeat(starts, lengths)
    stems = np.array([stem for sentence in one.sentences for stem in sentence.stems])
    same = np.zeros((len(asked), len(told)), np.bool_)
    same[: len(one.posed.stems)] = np.array(one.posed.stems)[:, None] == stems[None]
    answer = np.full(len(told), -1)
    for number, words in one.answers.items():
        answer[starts[number] : starts[number] + lengths[number]] = words
    return Packed(
        one,
        np.where(asked < 0, len(vectors.words), asked),
        np.array(one.posed.is_subject, np.int64),
        np.where(told < 0, len(vectors.words), told),
        np.concatenate([sentence.marks for sentence in one.sentences]),
        np.repeat(np.arange(len(lengths)), lengths),
        before,
        np.repeat(lengths, lengths) - 1 - before,
        same,
        answer,
    )


class Around(nn.Module):
    """A word with those `step` before and after it in its sentence: a layer over the three, end to end."""

    def __init__(self, size: int, width: int, step: int) -> None:
        super().__init__()
        self.layer, self.size, self.step = nn.Linear(3 * size, width), size, step

    def forward(self, words: torch.Tensor, has_before: torch.Tensor, has_after: torch.Tensor) -> torch.Tensor:
        """(questions, words, width); what is shifted is the small outcome, not the words."""
        kernels = self.layer.weight.split(self.size, 1)
        before, own, after = functional.linear(words, torch.cat(kernels)).chunk(3, 2)
        found = own + self.layer.bias
        if words.shape[1] > self.step:
            found = found + functional.pad(before[:, : -self.step], (0, 0, self.step, 0)) * has_before
            found = found + functional.pad(after[:, self.step :], (0, 0, 0, self.step)) * has_after
        return found


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
        self.asks, self.tells = Around(size, WIDTH, 1), Around(size, WIDTH, 1)
        together = torch.randn(WIDTH, size) / size**0.5 * 1.3
        for kernel in (self.asks, self.tells):
            # alike words begin close to each other
            kernel.layer.weight.data *= 0.1
            kernel.layer.weight.data[:, size : 2 * size] += together
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
        self.around = nn.ModuleList(Around(SEEN, SEEN, step) for step in STEPS)
        self.part, self.pool = nn.Linear(SEEN, 1), nn.Linear(SEEN, 1)
        self.pool.weight.data *= 0.1
        self.yes, self.no, self.side_weight = nn.Linear(SEEN, 1), nn.Linear(SEEN, 1, bias=False), nn.Linear(size, 1)
        self.side = nn.Linear(len(FEATURES) + 3, 1, bias=False)
        self.side.weight.data *= 0.1
        self.drop, self.unsee = nn.Dropout(DROPPED), nn.Dropout(UNSEEN)

    def forward(self, batch: dict[str, torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """(questions, sentences + 1) scores; -30 where there is no sentence; the last is that none answers. And
        (questions, words) log-odds that a word is a part of the answer, (questions, sentences) that one says yes."""
        asked, told = self._hide(batch["asked"]), self._hide(batch["told"])
        is_asked, is_told = (asked >= 0)[..., None].float(), (told >= 0)[..., None].float()
        by_sentence = _adder(batch["sentence"], batch["features"].shape[1])
        words = self.drop((self._vectors(asked, self.asking) + self.subject(batch["subject"])) * is_asked)
        tells = self.drop((self._vectors(told, self.telling) + self.marks(batch["marks"])) * is_told)
        asks, tells = self.asks(words, *[torch.ones(())] * 2), self.tells(tells, *_neighboured(batch, 1))
        sharpness = self.sharpness.clamp(1, 10)
        sharp = (torch.bmm(asks, tells.transpose(1, 2)) + self.same * batch["same"]) * sharpness
        best = torch.log(by_sentence(torch.exp(sharp.clamp(max=HIGHEST)) * is_told.transpose(1, 2)) + NOTHING)
        best = best / sharpness
        by_word = (best * self._weigh(self.weight, words, is_asked)).sum(1)
        whole = self.whole((asks * self._weigh(self.weight, words, is_asked)).sum(1))
        dots = ((tells * whole[:, None]).sum(2) * is_told[..., 0])[:, None]
        by_whole = (by_sentence(dots) / by_sentence(is_told.transpose(1, 2)).clamp(min=1) ** 0.7)[:, 0]
        known = torch.cat([batch["features"], by_word[..., None], by_whole[..., None]], 2)
        beside = self.out(functional.relu(self.hidden(known))) + self.linear(batch["features"])
        seen = self._see(batch, words, is_asked, asks, tells, sharp, is_told)

        def pooled(layer: nn.Linear) -> torch.Tensor:
            powers = torch.exp(layer(seen)[..., 0].clamp(max=HIGHEST)) * is_told[..., 0]
            return torch.log(by_sentence(powers[:, None])[:, 0] + NOTHING)

        scores = (by_word + by_whole + pooled(self.pool) + beside[..., 0]).masked_fill(~batch["is_there"], -30)
        by_side = (best * self._weigh(self.side_weight, words, is_asked)).sum(1)
        sides = pooled(self.yes) - pooled(self.no) + self.side(torch.cat([known, by_side[..., None]], 2))[..., 0]
        return torch.cat([scores, self.none.expand(len(scores), 1)], 1), self.part(seen)[..., 0], sides

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
        """(questions, words of the sentences, SEEN): each beside the question, among its neighbours."""
        sharp = sharp.masked_fill(is_asked == 0, -40)
        aligned = torch.bmm(torch.softmax(sharp, 1).transpose(1, 2), asks)
        best = torch.logsumexp(sharp, 1) / self.sharpness.clamp(1, 10)
        telling = self.kind(words).masked_fill(is_asked == 0, -40).softmax(1)
        kind = self.kind_kernel((words * telling).sum(1))[:, None]
        marks = self.kind_marks(batch["marks"])
        beside = [tells, kind * (tells + marks), aligned * tells, kind + marks, best[..., None]]
        met = torch.cat([*beside, batch["same"].amax(1)[..., None]], 2)
        seen = functional.relu(self.met_kernel(met)) * is_told
        for layer, step in zip(self.around, STEPS, strict=True):
            seen = seen + self.unsee(functional.relu(layer(seen, *_neighboured(batch, step)))) * is_told
        return seen

    def _vectors(self, rows: torch.Tensor, added: nn.Embedding) -> torch.Tensor:
        rows = rows.clamp(min=0)
        return self.words(rows) + added(rows.clamp(max=COMMON))

    def _weigh(self, layer: nn.Linear, words: torch.Tensor, is_asked: torch.Tensor) -> torch.Tensor:
        """(questions, words, 1): how much each word of the question counts."""
        weights = functional.softplus(layer(words)) * is_asked
        return weights / (weights.sum(1, keepdim=True) + 1e-3)

    def _hide(self, rows: torch.Tensor) -> torch.Tensor:
        if not self.training:
            return rows
        return torch.where((torch.rand(rows.shape) < UNKNOWN) & (rows >= 0), torch.tensor(self.unknown), rows)

    def parts(self) -> dict[str, NDArray[np.float16]]:
        """Its numbers, named as the fields of interaction.Network."""
        found = {
            name: getattr(self, name).weight
            for name in ("asking", "telling", "subject", "marks", "whole", "kind_marks")
        }
        layers = {"asking_kernel": self.asks.layer, "telling_kernel": self.tells.layer}
        layers |= {"kind_kernel": self.kind_kernel, "met_kernel": self.met_kernel, "hidden": self.hidden}
        for name, layer in layers.items():
            found |= {name: layer.weight.T, f"{name.removesuffix('_kernel')}_bias": layer.bias}
        found["around"] = torch.stack([one.layer.weight.T for one in self.around])
        found["around_bias"] = torch.stack([one.layer.bias for one in self.around])
        for name in ("weight", "kind", "part", "pool", "out", "linear", "yes", "no", "side_weight", "side"):
            found[name] = getattr(self, name).weight[0]
        biases = [self.part.bias[0], self.pool.bias[0], self.side_weight.bias[0], self.yes.bias[0]]
        numbers = [self.weight.bias[0], self.same, self.sharpness, self.out.bias[0], self.none]
        found["numbers"] = torch.stack([*numbers, *biases])
        return {name: part.detach().numpy().astype(np.float16) for name, part in found.items()}


def _adder(sentence: torch.Tensor, count: int) -> Callable[[torch.Tensor], torch.Tensor]:
    """What adds up numbers of words, (questions, n, words), to those of their sentences, (questions, n, sentences)."""

    def add(numbers: torch.Tensor) -> torch.Tensor:
        shape = (*numbers.shape[:2], count + 1)  # the last one is of words that are none
        return torch.zeros(shape).scatter_add_(2, sentence[:, None].expand(numbers.shape), numbers)[..., :count]

    return add


def _neighboured(batch: dict[str, torch.Tensor], step: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Which words have one `step` before them in their sentence, and after them."""
    return (batch["before"] >= step)[..., None].float(), (batch["after"] >= step)[..., None].float()


def batch_of(some: Sequence[Packed]) -> dict[str, torch.Tensor]:
    """Several examples as arrays, filled up with -1 (words, places, answers, sides) and 0."""
    many, asked = len(some), max(len(one.asked) for one in some)
    told, sentences = max(len(one.told) for one in some), max(len(one.example.sentences) for one in some)
    whole = {
        "asked": np.full((many, asked), -1), "subject": np.zeros((many, asked), int),
        "told": np.full((many, told), -1), "marks": np.zeros((many, told), int),
        "sentence": np.full((many, told), sentences), "before": np.full((many, told), -1),
        "after": np.full((many, told), -1), "same": np.zeros((many, asked, told), np.float32),
        "features": np.zeros((many, sentences, len(FEATURES)), np.float32),
        "gold": np.zeros((many, sentences + 1), bool), "is_there": np.zeros((many, sentences), bool),
        "answer": np.full((many, told), -1), "side": np.full((many, 1), -1),
    }  # fmt: skip
    for place, one in enumerate(some):
        example = one.example
        own = {
            "asked": one.asked, "subject": one.is_subject, "told": one.told, "marks": one.marks, "after": one.after,
            "sentence": one.sentence, "before": one.before, "answer": one.answer, "features": example.features,
            "gold": example.is_gold, "is_there": np.ones(len(example.sentences), bool),
        }  # fmt: skip
        for name, part in own.items():
            whole[name][place, : len(part)] = part
        whole["same"][place, : len(one.asked), : len(one.told)] = one.same
        whole["gold"][place, -1] = not example.is_gold.any()
        whole["side"][place] = -1 if example.says_yes is None else example.says_yes
    return {name: torch.tensor(part) for name, part in whole.items()}


def learn(examples: Sequence[Example], seed: int) -> Net:
    """A network that puts the sentences that state the answer first, or that none does, and marks the answer."""
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    net = Net()
    useful = [pack(one) for one in examples if not one.is_gold.all()]
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * len(list(_batches(useful, random)))
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps + 1)
    for epoch in range(EPOCHS):
        losses = []
        for some in _batches(useful, random):
            loss, of_sentences = _losses(net, batch_of(some))
            losses.append(of_sentences)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            optimizer.step()
            schedule.step()
        print(f"network {seed}, epoch {epoch + 1} of {EPOCHS}: loss {np.mean(losses):.3f}", flush=True)
    return net.eval()


def _losses(net: Net, batch: dict[str, torch.Tensor]) -> tuple[torch.Tensor, float]:
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


def _batches(examples: Sequence[Packed], random: np.random.Generator) -> Iterator[list[Packed]]:
    """All examples but a few, in batches of alike length, in an order of their own."""
    order, batches = random.permutation(len(examples)), []
    for start in range(0, len(order), SORTED * BATCH):
        alike = sorted(order[start : start + SORTED * BATCH], key=lambda n: len(examples[n].told))
        batches += [alike[at : at + BATCH] for at in range(0, len(alike) - BATCH + 1, BATCH)]
    for number in random.permutation(len(batches)):
        yield [examples[n] for n in batches[number]]


def write(path: Path, parts: Sequence[dict[str, NDArray[np.float16]]]) -> None:
    """Store networks as interaction.read_networks reads them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **{f"{n}.{name}": part for n, one in enumerate(parts) for name, part in one.items()})


def report(name: str, examples: Sequence[Example], path: Path) -> None:
    """How often the sentence that states the answer comes first, where one is found, as evaluated with numpy, beside
    retrieval's order; how often the likeliest word of such a sentence is a part of the answer, and its yes or no right.
    """
    with np.load(path) as file:
        networks = interaction.read_networks(dict(file))
    firsts, parts, sides = [], [], []
    for one in (one for one in examples if one.is_gold.any()):
        belief = interaction.believe(networks, interaction.meet(one.posed, one.sentences, one.features))
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
    options = parser.parse_args()
    torch.set_num_threads(1)
    lessons, others = taught(), judged(options.sets)
    with ProcessPoolExecutor() as pool:
        found = dict(zip([*lessons, *others], pool.map(collect, [*lessons, *others]), strict=True))
        examples = [example for lesson in lessons for example in found[lesson]]
        apart = [[one for one in examples if one.lesson.fold != fold] for fold in range(FOLDS)]
        kept = [options.folds / f"network{seed}.npz" for seed in range(FOLDS * NETWORKS)]
        nets = list(pool.map(_learn_alone, apart * NETWORKS, range(FOLDS * NETWORKS), kept))
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


def _learn_alone(examples: Sequence[Example], seed: int, path: Path) -> dict[str, NDArray[np.float16]]:
    """As `learn`, on one core, in the form that is evaluated; kept in a file as soon as it is there."""
    torch.set_num_threads(1)
    parts = learn(examples, seed).parts()
    write(path, [parts])
    return parts


if __name__ == "__main__":
    sys.exit(main())
