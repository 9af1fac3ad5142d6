"""The form that learns of what the networks of knowledge/reader begin with; it needs torch besides the project."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from knowledge.language.vectors import load_vectors
from knowledge.model import ValueKind
from knowledge.reader.encoder import CAPITAL, COMMON, STEPS, Posed, Worded

WIDTH, SEEN = 48, 64
DROPPED, UNSEEN, UNKNOWN = 0.3, 0.1, 0.1
"""Share of the numbers of a word that are left out while learning, of what is seen around it, and of the words taken
for unknown ones."""
DECAY = 0.05
EPOCHS_ONWARD, RATE_ONWARD = 2, 1e-3
"""For a network that goes on learning, from more questions than before."""
MARKS = CAPITAL + 1 + len(ValueKind)
SORTED = 16
"""So many batches are made of questions whose sentences are alike in length, to fill up little."""
NOTHING, HIGHEST = 1e-12, 60.0
"""What keeps logarithms and powers finite."""

Batch = dict[str, torch.Tensor]
Arrays = dict[str, NDArray[np.float16]]
Views = dict[str, "torch.Tensor | Sequence[torch.Tensor]"]
"""The numbers of a network where they stand; several that are stored as one are in a sequence."""


class Around(nn.Module):
    """A word with those `step` before and after it in its sentence: a layer over the three, end to end."""

    def __init__(self, size: int, width: int, step: int) -> None:
        super().__init__()
        self.layer, self.size, self.step = nn.Linear(3 * size, width), size, step

    def forward(self, words: torch.Tensor, has_before: torch.Tensor, has_after: torch.Tensor) -> torch.Tensor:
        """(questions, words, width); what is shifted is the small outcome, not the words."""
        kernels = self.layer.weight.split(self.size, 1)
        before, own, after = nn.functional.linear(words, torch.cat(kernels)).chunk(3, 2)
        found = own + self.layer.bias
        if words.shape[1] > self.step:
            found = found + nn.functional.pad(before[:, : -self.step], (0, 0, self.step, 0)) * has_before
            found = found + nn.functional.pad(after[:, self.step :], (0, 0, 0, self.step)) * has_after
        return found


class Encoder(nn.Module):
    """Its numbers in the form that learns; `parts` are those in the form that is evaluated."""

    def __init__(self) -> None:
        super().__init__()
        units = load_vectors().units_of(np.arange(len(load_vectors().words)))
        self.size = size = units.shape[1]
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
        self.same, self.sharpness = nn.Parameter(torch.tensor(1.0)), nn.Parameter(torch.tensor(4.0))
        self.kind, self.kind_kernel = nn.Linear(size, 1, bias=False), nn.Linear(size, WIDTH)
        self.kind_marks = nn.Embedding(MARKS, WIDTH)
        nn.init.normal_(self.kind_marks.weight, std=0.05)
        self.met_kernel = nn.Linear(4 * WIDTH + 2, SEEN)
        self.around = nn.ModuleList(Around(SEEN, SEEN, step) for step in STEPS)
        self.drop, self.unsee = nn.Dropout(DROPPED), nn.Dropout(UNSEEN)

    def encode(self, batch: Batch) -> Encoded:
        """How the words of questions and of their sentences meet."""
        return Encoded(self, batch)

    def kind_of(self, words: torch.Tensor, is_asked: torch.Tensor) -> torch.Tensor:
        """(questions, 1, WIDTH): the kind of answer that the words of a question ask for."""
        telling = self.kind(words).masked_fill(is_asked == 0, -40).softmax(1)
        return torch.as_tensor(self.kind_kernel((words * telling).sum(1))[:, None])

    def look(self, encoded: Encoded, batch: Batch) -> torch.Tensor:
        """(questions, words of the sentences, SEEN): each beside the question."""
        sharp = encoded.sharp.masked_fill(encoded.is_asked == 0, -40)
        aligned = torch.bmm(torch.softmax(sharp, 1).transpose(1, 2), encoded.asks)
        best = torch.logsumexp(sharp, 1) / encoded.sharpness
        kind, marks, tells = encoded.kind, self.kind_marks(batch["marks"]), encoded.tells
        beside = [tells, kind * (tells + marks), aligned * tells, kind + marks, best[..., None]]
        return torch.as_tensor(self.met_kernel(torch.cat([*beside, batch["same"].amax(1)[..., None]], 2)))

    def among(self, looked: torch.Tensor, is_there: torch.Tensor, batch: Batch, of: str) -> torch.Tensor:
        """The same among their neighbours; of: as `neighboured`."""
        seen = torch.relu(looked) * is_there
        for layer, step in zip(self.around, STEPS, strict=True):
            seen = seen + self.unsee(torch.relu(layer(seen, *neighboured(batch, step, of)))) * is_there
        return seen

    def vectors(self, rows: torch.Tensor, added: nn.Embedding) -> torch.Tensor:
        """The vectors of words as they ask or tell."""
        rows = rows.clamp(min=0)
        return torch.as_tensor(self.words(rows) + added(rows.clamp(max=COMMON)))

    def hide(self, rows: torch.Tensor) -> torch.Tensor:
        """While learning, takes some words for unknown ones."""
        if not self.training:
            return rows
        return torch.where((torch.rand(rows.shape) < UNKNOWN) & (rows >= 0), torch.tensor(self.unknown), rows)

    def views(self) -> Views:
        """All of its numbers, named as the fields of the form that is evaluated."""
        raise NotImplementedError

    def parts(self) -> Arrays:
        """Its numbers as they are stored."""
        return {name: _whole(part).detach().numpy().astype(np.float16) for name, part in self.views().items()}

    def take(self, parts: Arrays) -> None:
        """Puts stored numbers in the place of its own."""
        for name, view in self.views().items():
            stored = torch.tensor(parts[name].astype(np.float32))
            pairs = [(view, stored)] if isinstance(view, torch.Tensor) else zip(view, stored, strict=True)
            for own, one in pairs:
                own.data.copy_(one)

    def shared_views(self) -> Views:
        """Its numbers but the single ones, named as the fields of knowledge.reader.encoder.Encoder."""
        found: Views = {
            name: getattr(self, name).weight for name in ("asking", "telling", "subject", "marks", "kind_marks")
        }
        found |= as_kernel("asking_kernel", self.asks.layer) | as_kernel("telling_kernel", self.tells.layer)
        found |= as_kernel("kind_kernel", self.kind_kernel) | as_kernel("met_kernel", self.met_kernel)
        found["around"] = [one.layer.weight.T for one in self.around]
        found["around_bias"] = [one.layer.bias for one in self.around]
        found["kind"] = self.kind.weight[0]
        return found


class Encoded:
    """The words of a batch in the space where they meet; as knowledge.reader.encoder.Encoded."""

    def __init__(self, encoder: Encoder, batch: Batch) -> None:
        asked, told = encoder.hide(batch["asked"]), encoder.hide(batch["told"])
        self.is_asked, self.is_told = (asked >= 0)[..., None].float(), (told >= 0)[..., None].float()
        words = (encoder.vectors(asked, encoder.asking) + encoder.subject(batch["subject"])) * self.is_asked
        self.words = encoder.drop(words)
        tells = (encoder.vectors(told, encoder.telling) + encoder.marks(batch["marks"])) * self.is_told
        self.asks = encoder.asks(self.words, *[torch.ones(())] * 2)
        self.tells = encoder.tells(encoder.drop(tells), *neighboured(batch, 1, "told"))
        self.sharpness = encoder.sharpness.clamp(1, 10)
        meets = torch.bmm(self.asks, self.tells.transpose(1, 2)) + encoder.same * batch["same"]
        self.sharp = meets * self.sharpness
        self.by_sentence = adder(batch["sentence"], batch["is_there"].shape[1])
        powers = torch.exp(self.sharp.clamp(max=HIGHEST)) * self.is_told.transpose(1, 2)
        self.best = torch.log(self.by_sentence(powers) + NOTHING) / self.sharpness
        self.kind = encoder.kind_of(self.words, self.is_asked)


def adder(sentence: torch.Tensor, count: int) -> Callable[[torch.Tensor], torch.Tensor]:
    """What adds up numbers of words, (questions, n, words), to those of their sentences, (questions, n, sentences)."""
    places = torch.where(sentence < 0, torch.tensor(count), sentence)  # the last one is of words that are none

    def add(numbers: torch.Tensor) -> torch.Tensor:
        shape = (*numbers.shape[:2], count + 1)
        return torch.zeros(shape).scatter_add_(2, places[:, None].expand(numbers.shape), numbers)[..., :count]

    return add


def neighboured(batch: Batch, step: int, of: str) -> tuple[torch.Tensor, torch.Tensor]:
    """Which words have one `step` before them in their sentence, and after them; of: which words of the batch."""
    return (batch[f"{of} before"] >= step)[..., None].float(), (batch[f"{of} after"] >= step)[..., None].float()


def _whole(part: torch.Tensor | Sequence[torch.Tensor]) -> torch.Tensor:
    return part if isinstance(part, torch.Tensor) else torch.stack(list(part))


def as_kernel(name: str, layer: nn.Linear) -> Views:
    """A layer in the form that is evaluated: its kernel and its bias."""
    return {name: layer.weight.T, f"{name.removesuffix('_kernel')}_bias": layer.bias}


def write(path: Path, networks: Sequence[Arrays]) -> None:
    """Store networks as knowledge.reader.encoder.Encoder.all_of reads them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    named = {f"{n}.{name}": part for n, one in enumerate(networks) for name, part in one.items()}
    np.savez_compressed(path, allow_pickle=False, **named)


def read(path: Path) -> Arrays:
    """The numbers of the only network in a file that `write` made."""
    with np.load(path) as file:
        return {name.partition(".")[2]: part for name, part in file.items()}


FILLED_WITH = {"asked": -1, "told": -1, "sentence": -1, "told before": -1, "told after": -1}
"""What stands where a question of a batch has less than the longest; 0 for what is not named."""


def pack(posed: Posed, sentences: Sequence[Worded]) -> dict[str, NDArray[np.int64]]:
    """A question and its sentences as arrays; the words of all sentences end to end, unknown ones as a row more than
    there are."""
    vectors = load_vectors()
    lengths = np.array([len(sentence.rows) for sentence in sentences])
    starts = np.cumsum(lengths) - lengths
    asked, told = vectors.rows(posed.norms), np.concatenate([sentence.rows for sentence in sentences])
    before = np.arange(len(told)) - np.repeat(starts, lengths)
    stems = np.array([stem for sentence in sentences for stem in sentence.stems])
    same = np.zeros((len(asked), len(told)), np.int64)
    if posed.stems:
        same[: len(posed.stems)] = np.array(posed.stems)[:, None] == stems[None]
    return {
        "asked": np.where(asked < 0, len(vectors.words), asked),
        "subject": np.array(posed.is_subject, np.int64),
        "told": np.where(told < 0, len(vectors.words), told),
        "marks": np.concatenate([sentence.marks for sentence in sentences]),
        "sentence": np.repeat(np.arange(len(lengths)), lengths),
        "told before": before,
        "told after": np.repeat(lengths, lengths) - 1 - before,
        "same": same,
        "is_there": np.ones(len(lengths), np.int64),
    }


def stack(some: Sequence[dict[str, NDArray[Any]]], filled_with: dict[str, int]) -> Batch:
    """Several packed questions as one batch, filled up; "same" as numbers, since it is reckoned with."""
    batch = {}
    for name in some[0]:
        shape = np.array([one[name].shape for one in some]).max(axis=0)
        whole = np.full((len(some), *shape), filled_with.get(name, 0), some[0][name].dtype)
        for place, one in enumerate(some):
            whole[(place, *(slice(length) for length in one[name].shape))] = one[name]
        batch[name] = torch.tensor(whole)
    batch["same"], batch["is_there"] = batch["same"].float(), batch["is_there"].bool()
    return batch


def batches(lengths: NDArray[np.int64], size: int, random: np.random.Generator) -> Iterator[list[int]]:
    """All examples but a few, by their numbers, in batches of alike length, in an order of their own."""
    order, found = random.permutation(len(lengths)), []
    for start in range(0, len(order), SORTED * size):
        alike = sorted(order[start : start + SORTED * size].tolist(), key=lambda n: int(lengths[n]))
        found += [alike[at : at + size] for at in range(0, len(alike) - size + 1, size)]
    for number in random.permutation(len(found)):
        yield found[number]


def learn(
    net: Encoder,
    lengths: NDArray[np.int64],
    loss_of: Callable[[Sequence[int]], tuple[torch.Tensor, float]],
    *,
    name: str,
    size: int,
    epochs: int,
    rate: float,
    seed: int,
    begun: Path | None = None,
) -> None:
    """Lets a network learn from examples, given by their lengths; loss_of: the loss of some, and the one to print.

    begun: the file of one that goes on learning in its place, more briefly and more slowly.
    """
    if begun is not None:
        net.take(read(begun))
        epochs, rate = EPOCHS_ONWARD, RATE_ONWARD
    random = np.random.default_rng(seed)
    optimizer = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=DECAY)
    steps = epochs * len(list(batches(lengths, size, random)))
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=steps + 1)
    for epoch in range(epochs):
        losses = []
        for some in batches(lengths, size, random):
            loss, shown = loss_of(some)
            losses.append(shown)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            optimizer.step()
            schedule.step()
        print(f"{name}, epoch {epoch + 1} of {epochs}: loss {np.mean(losses):.3f}", flush=True)
    net.eval()
