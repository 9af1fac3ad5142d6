"""Judgements summed up: shares, tables by kind and certainty, and how far confidence can be trusted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import sqrt
from statistics import fmean, median

from bot.evaluation.judging import Judgement

LABELS = ("confirmed", "expected", "rumour")
BINS = ((0.0, 0.5), (0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 1.01))


def scorecard(judged: Sequence[Judgement], milliseconds: Sequence[float] = ()) -> str:
    """The whole report as lines of text."""
    parts = [
        _headlines(judged, milliseconds),
        _table("kind", _groups(judged, lambda each: each.question.kind)),
        _table("certainty", _groups(judged, lambda each: each.question.certainty or "not scored")),
        _reliability(judged),
    ]
    return "\n\n".join(parts)


def share(flags: Iterable[bool]) -> float | None:
    """How many are true, in per cent; None of none."""
    listed = list(flags)
    return 100 * sum(listed) / len(listed) if listed else None


def interval(flags: Sequence[bool], z: float = 1.96) -> tuple[float, float]:
    """The 95 % interval of a share, in per cent. Source: Wilson 1927.

    >>> [round(bound) for bound in interval([True] * 50 + [False] * 50)]
    [40, 60]
    """
    n, p = len(flags), sum(flags) / len(flags)
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return 100 * (middle - half), 100 * (middle + half)


def answered_at(judged: Sequence[Judgement], precision: float) -> float:
    """The share of all questions answered, in per cent, where the surest answers keep this precision."""
    ranked = sorted((each for each in judged if each.is_answered), key=lambda each: -each.confidence)
    useful = best = 0
    for count, each in enumerate(ranked, start=1):
        useful += each.is_useful
        if useful >= precision * count:
            best = count
    return 100 * best / len(judged)


def _headlines(judged: Sequence[Judgement], milliseconds: Sequence[float]) -> str:
    answerable = [each for each in judged if not each.question.is_unanswerable]
    unanswerable = [each for each in judged if each.question.is_unanswerable]
    answered = [each for each in answerable if each.is_answered]
    low, high = interval([each.is_useful for each in judged])
    timed = [each for each in answerable if each.question.when]
    spoken = [each.is_speaker_right for each in answered if each.is_speaker_right is not None]
    mean = fmean(each.overlap for each in answerable) if answerable else 0
    rows = [
        f"useful        {_percent(share(each.is_useful for each in judged))} of {len(judged)} questions"
        f" (95 % interval {low:.1f} to {high:.1f};"
        f" answerable {_percent(share(each.is_useful for each in answerable))},"
        f" should abstain {_percent(share(each.is_useful for each in unanswerable))})",
        f"wrong         {_percent(share(each.is_wrong for each in judged))} of all questions got an answer that is not",
        f"answer        right {_percent(share(each.is_right for each in answerable))}"
        f"  exact {_percent(share(each.is_exact for each in answerable))}  token F1 {100 * mean:.1f}  (of answerable)",
        f"citation      right {_percent(share(each.is_cited for each in answered))}"
        f"  outdated {_percent(share(each.is_outdated for each in answered))}  (of answered)",
        f"date          right {_percent(share(each.when is not None for each in timed))}"
        f"  exactly equal {_percent(share(each.when == 'exact' for each in timed))}  (of {len(timed)} with a date)",
        f"certainty     {_certainty(answered)}",
        f"speaker       right {_percent(share(spoken))}  (of {len(spoken)} answered with a speaker)",
        f"abstention    {_abstention(judged)}",
    ]
    if milliseconds:
        rows.append(
            f"time          median {median(milliseconds):.1f} ms, slowest {max(milliseconds):.1f} ms a question"
        )
    return "\n".join(rows)


def _certainty(answered: Sequence[Judgement]) -> str:
    labelled = [each for each in answered if each.question.certainty]
    by_label = [[each for each in labelled if each.question.certainty == label] for label in LABELS]
    recalls = [share(each.certainty == each.question.certainty for each in group) for group in by_label if group]
    balanced = fmean(recall or 0.0 for recall in recalls) if recalls else None
    right = share(each.certainty == each.question.certainty for each in labelled)
    return f"right {_percent(right)}  balanced {_percent(balanced)}  (of answered)"


def _abstention(judged: Sequence[Judgement]) -> str:
    precision = share(each.question.is_unanswerable for each in judged if not each.is_answered)
    recall = share(not each.is_answered for each in judged if each.question.is_unanswerable)
    return f"precision {_percent(precision)}  recall {_percent(recall)}"


def _groups(judged: Sequence[Judgement], key: Callable[[Judgement], str]) -> dict[str, list[Judgement]]:
    groups: dict[str, list[Judgement]] = {}
    for each in judged:
        groups.setdefault(key(each), []).append(each)
    return groups


def _table(name: str, groups: dict[str, list[Judgement]]) -> str:
    rows = [f"{name:<16}{'n':>6}{'useful':>10}{'answered':>10}{'right':>10}{'cited':>10}{'abstained':>11}"]
    for label, group in groups.items():
        said = [each for each in group if each.is_answered]
        shares = (
            share(each.is_useful for each in group),
            share(each.is_answered for each in group),
            share(each.is_right for each in said),
            share(each.is_cited for each in said),
        )
        cells = "".join(f"{_number(value):>10}" for value in shares)
        rows.append(f"{label:<16}{len(group):>6}{cells}{_number(share(not each.is_answered for each in group)):>11}")
    return "\n".join([*rows, "(per cent; right and cited are of answered)"])


def _reliability(judged: Sequence[Judgement]) -> str:
    rows = [f"{'confidence':<16}{'n':>6}{'mean':>10}{'useful':>10}"]
    for low, high in BINS:
        group = [each for each in judged if each.is_answered and low <= each.confidence < high]
        if group:
            mean = 100 * fmean(each.confidence for each in group)
            label = f"{low:.2f} to {min(high, 1):.2f}"
            rows.append(
                f"{label:<16}{len(group):>6}{mean:>10.1f}{_number(share(each.is_useful for each in group)):>10}"
            )
    rows += [
        f"answered at {level} % precision: {answered_at(judged, level / 100):.1f} % of all questions"
        for level in (90, 95)
    ]
    return "\n".join(rows)


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f} %"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"
