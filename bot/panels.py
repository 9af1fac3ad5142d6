"""What editors see with buttons under it: a draft, its facts, one fact, the articles; made here, sent elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from telegram import InlineKeyboardButton

from bot.evaluation.own import Difference, Rehearsed, said
from bot.factedit import key_of
from bot.factsheet import article_line
from bot.intake.drafts import Draft
from bot.markup import Piece, Pieces, Style, clean, clip
from bot.outgoing import Buttons
from bot.wording import Texts
from knowledge import Answer, Article, Certainty, Dispute, Fact

MOST_FACTS, MOST_DIFFERENCES = 8, 8
LABELS = (Certainty.CONFIRMED, Certainty.EXPECTED, Certainty.RUMOUR)


def button(label: str, *parts: object) -> InlineKeyboardButton:
    """A button whose data are these parts."""
    return InlineKeyboardButton(clip(label, 60), callback_data=":".join(map(str, parts)))


def draft_head(draft: Draft, article: Article, texts: Texts) -> list[Piece]:
    """Title, source and day of a draft, and how sure the day is."""
    pieces = [Piece(texts("draft_head") + "\n", Style.BOLD), *article_line(article, texts)]
    if draft.dated_by:
        sureness = texts("date_sure" if draft.is_dated_surely else "date_likely")
        pieces.append(Piece(f"\n{texts('date_by', sureness=sureness, place=texts(f'dated_{draft.dated_by}'))}"))
    return pieces


def draft_facts(facts: Sequence[Fact], texts: Texts) -> list[Piece]:
    """The facts that were found, each with its label; what says the same of the same once."""
    facts = tuple({(f.subject, f.attribute, f.value, f.certainty): f for f in facts}.values())
    pieces = [Piece(f"\n{texts.counted('fact', len(facts))}")]
    for fact in facts[:MOST_FACTS]:
        pieces += [Piece("\n– "), *fact_line(fact, texts)]
    if len(facts) > MOST_FACTS:
        pieces.append(Piece("\n" + texts("and_more", n=len(facts) - MOST_FACTS)))
    return pieces


def fact_line(fact: Fact, texts: Texts) -> list[Piece]:
    """One fact: of what, its value, its label."""
    named = ", ".join(part for part in (clip(clean(fact.subject), 50), fact.attribute.replace("_", " ")) if part)
    denied = texts("denied") + " " if fact.is_denied else ""
    pinned = " 📌" if fact.is_pinned else ""
    value = Piece(clip(clean(fact.value), 120), Style.BOLD)
    label = texts(f"label_{fact.certainty}")
    return [Piece(f"{named}: {denied}" if named else denied), value, Piece(f" ({label}){pinned}")]


def changes(rehearsed: Rehearsed, texts: Texts) -> list[Piece]:
    """Which stored questions would be answered differently; what undoes a confirmed answer stands first."""
    if not rehearsed.differences and not rehearsed.disputes:
        return [Piece("\n\n" + texts("no_changes", n=rehearsed.asked))] if rehearsed.asked else []
    pieces = [Piece(f"\n\n{disputed(dispute, texts)}") for dispute in rehearsed.disputes[:MOST_DIFFERENCES]]
    regressions = rehearsed.regressions
    others = [each for each in rehearsed.differences if not each.is_regression]
    for head, found in (("regressions", regressions), ("changes", others)):
        if found:
            pieces.append(Piece(f"\n\n{texts(head)}", Style.BOLD))
            pieces += [piece for each in found[:MOST_DIFFERENCES] for piece in _difference(each, texts)]
        if len(found) > MOST_DIFFERENCES:
            pieces.append(Piece("\n" + texts("and_more", n=len(found) - MOST_DIFFERENCES)))
    return pieces


def disputed(dispute: Dispute, texts: Texts) -> str:
    """That a newer article does not bear out a pinned answer."""
    newer = dispute.newer
    return texts(
        "disputed",
        question=clip(clean(dispute.question), 120),
        value=clip(clean(dispute.fact.value), 80),
        newer=clip(clean(newer.text), 80),
        title=clip(clean(newer.citation.title), 80),
        day=texts.day(newer.citation.date),
    )


def _difference(each: Difference, texts: Texts) -> list[Piece]:
    before = said(each.before) or texts("no_answer")
    after = said(each.after) or texts("no_answer")
    labels = [
        f" ({texts(f'label_{outcome.certainty}')})" if isinstance(outcome, Answer) else ""
        for outcome in (each.before, each.after)
    ]
    if before == after and labels[0] == labels[1]:
        labels = ["", f" ({texts('other_source')})"]
    question = clip(clean(each.own.question), 120)
    return [
        Piece(f"\n– {question} "),
        Piece(f"{clip(clean(before), 80)}{labels[0]} → {clip(clean(after), 80)}{labels[1]}", Style.ITALIC),
    ]


def draft_buttons(message_id: int, texts: Texts, *, has_facts: bool) -> Buttons:
    """Take, change, drop."""
    edits = [button(texts(f"button_{name}"), "d", message_id, name) for name in ("title", "date")]
    if has_facts:
        edits.append(button(texts("button_facts"), "d", message_id, "facts", 0))
    ends = [button(texts(f"button_{name}"), "d", message_id, name) for name in ("take", "drop")]
    return [ends, edits]


def fact_list(
    head: Sequence[Piece], facts: Sequence[Fact], page: int, texts: Texts, *parts: object, back: InlineKeyboardButton
) -> tuple[Pieces, Buttons]:
    """A page of facts, each with a button of its number that opens it. parts: how the buttons' data begin."""
    first = page * MOST_FACTS
    shown = list(enumerate(facts, start=1))[first : first + MOST_FACTS]
    pieces = list(head)
    for number, fact in shown:
        pieces += [Piece(f"\n{number}. "), *fact_line(fact, texts)]
    numbers = [button(str(number), *parts, "f", key_of(fact)) for number, fact in shown]
    rows = [numbers[:4], numbers[4:]]
    rows.append([*pager(page, len(facts), MOST_FACTS, *parts, "facts"), back])
    return tuple(pieces), [row for row in rows if row]


def fact_card(
    fact: Fact, article: Article, texts: Texts, *parts: object, back: InlineKeyboardButton
) -> tuple[Pieces, Buttons]:
    """One fact with its sentence, and what can be done to it."""
    key = key_of(fact)
    pieces = [*fact_line(fact, texts), Piece(f"\n“{clip(clean(fact.sentence.of(article.text)), 600)}”", Style.QUOTE)]
    pieces.extend(Piece(f"\n? {clip(clean(ask), 120)}") for ask in fact.asks[:5])
    others = [each for each in LABELS if each is not fact.certainty]
    labels = [button(texts(f"label_{each}"), *parts, "l", key, LABELS.index(each)) for each in others]
    changes_ = [button(texts("button_value"), *parts, "v", key), button(texts("button_retire"), *parts, "r", key)]
    if fact.is_pinned:
        changes_.append(button(texts("button_unpin"), *parts, "p", key))
    return tuple(pieces), [labels, changes_, [back]]


def pager(page: int, count: int, most: int, *parts: object) -> list[InlineKeyboardButton]:
    """The buttons to the pages before and after."""
    found = [button("«", *parts, page - 1)] if page > 0 else []
    return [*found, button("»", *parts, page + 1)] if (page + 1) * most < count else found


def dated(day: date, texts: Texts) -> str:
    """A day in few letters, for a button."""
    return f"{day:%d.%m.%y}" if not texts.is_english else f"{day:%d %b %y}"
