"""How well times are found and resolved: `python -m tests.benchmarks.measure_dates [--errors N] [--lang en]`.

Reads ../shared/eval/dates_in_news and ../shared/eval/date_phrases beside the repository; says so where they are absent.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from knowledge.times.dates import TimeKind, TimeMention, find_times

EVAL = Path(__file__).resolve().parents[2].parent / "shared" / "eval"
Miss = tuple[str, str]
_OPEN_BEFORE, _OPEN_AFTER = ("before", "until", "by"), ("after", "since", "from")


def main() -> None:
    """Prints both tables, and the misses that were asked for."""
    options = argparse.ArgumentParser()
    options.add_argument("--errors", type=int, default=0, help="misses to show per class")
    options.add_argument("--lang", help="only this language of the phrases")
    chosen = options.parse_args()
    if not EVAL.exists():
        sys.exit(f"the evaluation sets are not at {EVAL}")
    if not chosen.lang:
        show("news, times in articles", *measure_news(), chosen.errors)
    show("phrases by language and kind", *measure_phrases(chosen.lang), chosen.errors)
    show_speed()


def show(title: str, right: Counter[str], total: Counter[str], misses: dict[str, list[Miss]], errors: int) -> None:
    """One table: class, right, all, share."""
    print(f"\n{title}")
    for name in sorted(total):
        print(f"  {name:<28}{right[name]:>5} of {total[name]:>5}{100 * right[name] / total[name]:>8.1f} %")
    for name in sorted(misses):
        for gold, found in misses[name][:errors]:
            print(f"    {name}: {gold} | found {found}")


def read(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def measure_news() -> tuple[Counter[str], Counter[str], dict[str, list[Miss]]]:
    """A gold time is right when a found one that overlaps it has its value, at the gold's own precision."""
    articles = {article["id"]: article for article in read(EVAL / "dates_in_news" / "articles.jsonl")}
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    misses: dict[str, list[Miss]] = defaultdict(list)
    for question in read(EVAL / "dates_in_news" / "questions.jsonl"):
        article = articles[question["article_id"]]
        start, stop = question["offset"]
        times = find_times(article["text"], anchor=date.fromisoformat(article["date"]))
        found = [time for time in times if time.span.start < stop and start < time.span.stop]
        is_right = any(is_same(value, gold) for time in found for gold in question["answers"] for value in ends(time))
        context = article["text"][max(0, start - 50) : start] + "[" + article["text"][start:stop] + "]"
        context += article["text"][stop : stop + 40]
        for name in (question["kind"], "relative" if question["relative"] else "absolute"):
            total[name] += 1
            right[name] += is_right
        if not is_right:
            shown = f"{article['date']} {context!r} = {question['answers'][0]}"
            misses["relative" if question["relative"] else "absolute"].append((shown, str([t.value for t in found])))
    return right, total, misses


def ends(time: TimeMention) -> tuple[str, ...]:
    """The value of a time; of a range both ends, which the gold names one by one."""
    return tuple(time.value.split("/")) if "/" in time.value else (time.value,)


def is_same(value: str, gold: str) -> bool:
    """Whether a value begins as the gold one does; X stands for any figure, a quarter is three months long."""
    if gold.startswith("P") and not gold.endswith("REF"):
        return _in_months(value) == _in_months(gold)
    pattern = re.escape(gold).replace("X", "[0-9X]")
    return re.match(pattern, value) is not None


def _in_months(value: str) -> str:
    return re.sub(r"^P(\d+)Q$", lambda found: f"P{3 * int(found[1])}M", value)


def measure_phrases(lang: str | None = None) -> tuple[Counter[str], Counter[str], dict[str, list[Miss]]]:
    """The first time of each phrase, whichever of the gold readings is met; none: nothing with a date is found."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    misses: dict[str, list[Miss]] = defaultdict(list)
    for question in read(EVAL / "date_phrases" / "questions.jsonl"):
        kind = question["kind"].removeprefix("datetime-")
        if kind not in ("date", "daterange", "none", "duration", "set", "datetime", "time") or lang not in (
            None,
            question["lang"],
        ):
            continue
        if not question["reference"] and kind != "none" and not _is_absolute(question):
            continue
        anchor = date.fromisoformat((question["reference"] or "2016-11-07")[:10])
        times = find_times(question["question"], anchor=anchor, lang=question["lang"])
        is_right = is_phrase_right(kind, question, times)
        name = f"{question['lang']} {kind}"
        total[name] += 1
        right[name] += is_right
        if not is_right:
            found = [(t.text, t.value, t.relation, t.when and f"{t.when.start}..{t.when.end}") for t in times]
            misses[name].append((f"{anchor} {question['question'][:90]!r} = {question['answers'][:2]}", str(found)))
    return right, total, misses


def _is_absolute(question: dict[str, Any]) -> bool:
    """Whether a phrase without a day of reference names its year itself."""
    return any(answer[:4] in question["question"] for answer in question["answers"] if answer[:4].isdigit())


def is_phrase_right(kind: str, question: dict[str, Any], times: tuple[TimeMention, ...]) -> bool:
    """Whether the times found answer a phrase."""
    if kind == "none":
        return not [time for time in times if time.when]
    gold = question["expected"][0] if question["expected"] else {"start": 0, "end": 10**6}
    start, end = gold["start"] or 0, gold["end"] or 10**6
    near = [time for time in times if time.span.start <= end and start < time.span.stop]
    if kind == "duration":
        return any(
            _seconds(time.value) == float(question["answers"][0]) for time in near if time.kind is TimeKind.DURATION
        )
    if kind == "set":
        return any(time.kind is TimeKind.SET for time in near)
    if kind == "time":
        return any(time.clock == answer[:5] for time in near for answer in question["answers"])
    if kind == "datetime":
        return any(
            f"{time.when.start} {time.clock}" == answer[:16]
            for time in near
            for answer in question["answers"]
            if time.when
        )
    if question["answers"] == ["not resolved"]:
        return not [time for time in near if time.when]
    return any(answer in intervals(time, kind) for time in near for answer in question["answers"])


def _seconds(value: str) -> float:
    sizes = {"Y": 31536000, "M": 2592000, "W": 604800, "D": 86400, "Q": 7776000, "E": 315360000}
    dates, _, clocks = value.removeprefix("P").partition("T")
    total = sum(float(n.replace("X", "3")) * sizes.get(unit, 0) for n, unit in re.findall(r"([\d.X]+)([A-Z])", dates))
    return total + sum(
        float(n) * {"H": 3600, "M": 60, "S": 1}[unit] for n, unit in re.findall(r"([\d.]+)([HMS])", clocks)
    )


def intervals(time: TimeMention, kind: str) -> set[str]:
    """The readings of a mention in the set's own notation, whose ranges end before their last day or after it."""
    when = time.when
    if when is None:
        return set()
    if kind == "date":
        return {time.value[:10]} | ({str(when.start)} if when.start == when.end else set())
    after, last = when.end + timedelta(1), _last_start(time)
    if time.relation in _OPEN_BEFORE:
        return {f"..{day}" for day in (when.start, when.end, after)} | {f"{when.start}..{after}"}
    if time.relation in _OPEN_AFTER and "/" not in time.value:
        return {f"{day}.." for day in (when.start, when.end, after)} | {f"{when.start}..{after}"}
    return {f"{when.start}..{day}" for day in (when.end, after, last)}


def _last_start(time: TimeMention) -> str:
    """The first day of the last period of a range: "2014/2018" ends on 2018-01-01 for those who count so."""
    last = time.value.rpartition("/")[2]
    if quarter := re.fullmatch(r"(\d{4})-Q([1-4])", last):
        return f"{quarter[1]}-{3 * int(quarter[2]) - 2:02}-01"
    return last + "-01-01"[len(last) - 4 :] if len(last) in (4, 7) else last


def show_speed() -> None:
    """Milliseconds per sentence over the articles."""
    articles = read(EVAL / "dates_in_news" / "articles.jsonl")
    sentences = [s for article in articles for s in re.split(r"(?<=[.!?])\s+", article["text"])]
    find_times.cache_clear()
    begin = time.process_time()
    for sentence in sentences:
        find_times(sentence, anchor=date(1989, 11, 1))
    spent = 1000 * (time.process_time() - begin)
    print(f"\nspeed: {spent / len(sentences):.3f} ms a sentence, {spent / len(articles):.2f} ms an article")


if __name__ == "__main__":
    main()
