"""How often the speaker of a quotation is right: `python -m tests.benchmarks.measure_quotes [MISSES TO SHOW]`."""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from knowledge.model import Span
from knowledge.quotations.quotes import Quote, find_quotes

SET = Path(__file__).resolve().parents[3] / "shared" / "eval" / "quotes"
_PARTS = re.compile(r"[^\W_]+")
_EMPTY = frozenset("the a an of mr mrs ms dr sen rep gov s said".split())


def is_same(found: str | None, gold: str) -> bool:
    """Whether two ways of naming somebody mean the same: equal, contained, or with the same surname."""
    if not found:
        return False
    one, two = _name_parts(found), _name_parts(gold)
    if not one or not two:
        return found.strip().lower() == gold.strip().lower()
    whole = {part for part in _PARTS.findall(gold.lower()) if part not in _EMPTY}
    return set(one) <= whole or set(two) <= set(one) or one[-1] == two[-1]


def _name_parts(phrase: str) -> list[str]:
    """The words that count, without what is apposed: "Ms. Leon, who works as a secretary" is Leon."""
    head = re.split(r",| who | which |\(", phrase.strip(" ,"))[0] or phrase
    return [part for part in _PARTS.findall(head.lower()) if part not in _EMPTY]


def best(quotes: tuple[Quote, ...], gold: list[list[int]], *, is_direct: bool) -> Quote | None:
    """The quote that shares the most characters with the gold content."""

    def shared(quote: Quote) -> int:
        return sum(max(0, min(s.stop, b) - max(s.start, a)) for s in quote.content for a, b in gold)

    candidates = [quote for quote in quotes if shared(quote) > 0]
    same_kind = [quote for quote in candidates if quote.is_direct == is_direct]
    return max(same_kind or candidates, key=shared, default=None)


def rows() -> Iterator[tuple[dict[str, object], str, Quote | None]]:
    """Each question with its article's text and the quote found for it."""
    articles = {}
    for line in (SET / "articles.jsonl").read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        articles[article["id"]] = (article["text"], find_quotes(article["text"]))
    for line in (SET / "questions.jsonl").read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        text, quotes = articles[question["article_id"]]
        yield question, text, best(quotes, question["content"], is_direct=question["kind"] == "attribution-direct")


def main(errors: int = 0) -> None:
    """Print the table; errors: how many misses of direct quotes to show."""
    if not SET.is_dir():
        sys.exit(f"the evaluation set is not there: {SET}")
    started = time.process_time()
    tally: dict[str, Counter[str]] = defaultdict(Counter)
    shown = 0
    for question, text, quote in rows():
        kind = str(question["kind"]).removeprefix("attribution-")
        gold = str(question["answers"][0])  # type: ignore[index]
        outcome = "not found" if quote is None else "no speaker" if not quote.speaker else "wrong"
        if quote and is_same(quote.speaker, gold):
            outcome = "right"
        tally[kind][outcome] += 1
        if outcome != "right" and kind == "direct" and shown < errors:
            shown += 1
            show(question, text, quote, gold, outcome)
    for kind, counts in tally.items():
        total = counts.total()
        shares = ", ".join(f"{what} {100 * count / total:.1f} %" for what, count in counts.most_common())
        print(f"{kind:9} {total:5}  {shares}")
    print(f"{time.process_time() - started:.2f} s CPU")


def show(question: dict[str, object], text: str, quote: Quote | None, gold: str, outcome: str) -> None:
    """Print one miss with its surroundings."""
    content: list[list[int]] = question["content"]  # type: ignore[assignment]
    span = Span(max(0, content[0][0] - 200), min(len(text), content[-1][1] + 140))
    marked = text[span.start : content[0][0]] + "[[" + text[content[0][0] : content[-1][1]][:260] + "]]"
    around = (marked + text[content[-1][1] : span.stop]).replace("\n", "¶")
    found = quote.speaker if quote else None
    print(f"## {outcome}: gold {gold!r}, found {found!r}, cue {quote.cue if quote else ''!r}\n   {around}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
