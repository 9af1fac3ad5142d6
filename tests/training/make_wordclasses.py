"""Makes knowledge/library/weights/wordclasses.npz: `python -m tests.training.make_wordclasses`; a minute on one core.

Needs, besides the project: lemminflect (MIT; forms and lemmas) and textblob (MIT; the usual tag of a word, from Brill's
lexicon). Run it after make_vectors, whose word list it follows.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from knowledge.language.vectors import load_vectors
from knowledge.language.wordclasses import NO_LEMMA, POSSIBLE, WORDCLASSES_FILE
from tests.training.make_vectors import folder_of

_PENN = {
    "NN": "N", "NNS": "S", "NNP": "P", "NNPS": "P", "JJ": "J", "JJR": "J", "JJS": "J", "RB": "R", "RBR": "R",
    "RBS": "R", "VB": "V", "VBP": "V", "VBZ": "Z", "VBD": "D", "VBN": "E", "VBG": "G", "MD": "M", "DT": "T",
    "PDT": "T", "PRP$": "T", "PRP": "O", "EX": "O", "IN": "I", "TO": "I", "RP": "I", "CC": "C", "WP": "W",
    "WDT": "W", "WRB": "W", "WP$": "W", "CD": "#",
}  # fmt: skip


def usual_tags() -> dict[str, str]:
    """The commonest tag of each word; of a word that is listed in both cases, the one in lower case."""
    found: dict[str, str] = {}
    for line in (folder_of("textblob") / "en" / "en-lexicon.txt").read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith(";;;"):
            continue
        word, penn = line.split()[:2]
        if penn in _PENN and (word.islower() or word.casefold() not in found):
            found[word.casefold()] = _PENN[penn]
    return found


def forms_and_lemmas(words: Iterable[str]) -> tuple[dict[str, set[str]], dict[str, str], dict[str, str]]:
    """For each word the tags it can have, its lemma as a noun and its lemma as a verb."""
    import lemminflect

    can: dict[str, set[str]] = defaultdict(set)
    nouns: dict[str, str] = {}
    verbs: dict[str, str] = {}
    for word in words:
        lemmas = lemminflect.getAllLemmas(word)
        for kind, base_tag, lemma_of in (("NOUN", "N", nouns), ("VERB", "V", verbs)):
            for base in lemmas.get(kind, ()):
                lemma_of.setdefault(word, base)
                inflections = lemminflect.getAllInflections(base, upos=kind)
                for penn, forms in inflections.items():
                    if word in forms and penn in _PENN:
                        can[word].add(base_tag if penn == "VBP" else _PENN[penn])
                if word in inflections.get("VBD", ()) and "VBN" not in inflections:
                    can[word].add("E")
        can[word] |= {"J"} if "ADJ" in lemmas else set()
        can[word] |= {"R"} if "ADV" in lemmas else set()
        can[word] |= {"P"} if "PROPN" in lemmas else set()
    return can, nouns, verbs


def choose(word: str, usual: dict[str, str], can: set[str]) -> str:
    """The usual tag; what the lexicon does not list is taken for the likeliest thing it can be, else for a name."""
    listed = usual.get(word)
    if listed is not None and (listed != "P" or not can - {"P"}):
        return listed
    return next((tag for tag in "NSJRGEDZVP" if tag in can), "P" if listed == "P" else "N")


def main(arguments: Iterable[str] | None = None) -> None:
    """Writes the file and says how large it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=WORDCLASSES_FILE)
    options = parser.parse_args(None if arguments is None else list(arguments))
    vectors = load_vectors()
    usual = usual_tags()
    can, nouns, verbs = forms_and_lemmas(vectors.words)
    tags = "".join(choose(word, usual, can[word]) for word in vectors.words)
    bits = [sum(1 << place for place, tag in enumerate(POSSIBLE) if tag in can[word]) for word in vectors.words]
    columns = [
        np.array([vectors.index.get(of.get(word, ""), NO_LEMMA) for word in vectors.words], np.uint16)
        for of in (nouns, verbs)
    ]
    np.savez_compressed(
        options.to,
        usual=np.frombuffer(tags.encode("ascii"), np.uint8),
        possible=np.array(bits, np.uint16),
        noun=columns[0],
        verb=columns[1],
    )
    print(f"{options.to}: {len(tags)} words, {options.to.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
