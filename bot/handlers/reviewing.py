"""/review: what was not answered or not answered well, cluster by cluster, and what can be done about each."""

from __future__ import annotations

from typing import Any

from telegram import CallbackQuery, Message, Update

from bot.desk import Desk
from bot.factedit import find_fact, key_of
from bot.gaps import Gap, Gaps
from bot.handlers.curating import digest_of
from bot.handlers.teaching import Teaching
from bot.markup import Piece, Pieces, Style, clean, clip
from bot.outgoing import Buttons, Outgoing
from bot.panels import button, fact_line
from bot.prompts import Prompt, Prompts
from knowledge import Abstention, Answer, Choices, Fact, Outcome

MOST_NEAR = 5
MOST_WORDINGS = 4


class Reviewing:
    """Steps through the gaps; what is learned about one closes it with all its questions."""

    def __init__(self, desk: Desk, outgoing: Outgoing, teaching: Teaching) -> None:
        self._desk, self._outgoing, self._texts, self._teaching = desk, outgoing, desk.texts, teaching
        self._gaps, self._prompts = Gaps(desk.records), Prompts(desk.records)

    async def review(self, update: Update, _: Any) -> None:
        """The cluster that was asked most."""
        words, buttons = await self._step(0)
        await self._outgoing.say(update, words, buttons=buttons)

    async def pressed(self, update: Update, _: Any) -> None:
        """A button of the review."""
        query = update.callback_query
        if query is None:
            return
        _kind, action, given, *rest = [*(query.data or "").split(":"), "", "", ""]
        if action == "n":
            await self._put(query, int(given) if given.isdecimal() else 0)
            await query.answer()
            return
        gap = await self._gaps.find(given)
        if gap is None:
            await query.answer(self._texts("button_gone"))
        elif action == "d":
            await self._gaps.close(gap.key)
            await self._put(query, 0)
            await query.answer(self._texts("review_closed"))
        elif action == "l":
            await self._link(query, gap, rest)
        elif action in ("t", "a"):
            await self._ask_for(query, gap, "teach" if action == "t" else "alias")
        else:
            await query.answer(self._texts("button_gone"))

    async def _link(self, query: CallbackQuery, gap: Gap, rest: list[str]) -> None:
        """The fact of the button answers the cluster from now on."""
        near = await self._near(gap)
        named = [fact for fact in near if digest_of(fact.article_id) == rest[0]]
        fact = find_fact(named, rest[1])
        if fact is None:
            await query.answer(self._texts("button_gone"))
            return
        value = await self._teaching.link(gap.wordings or [gap.question], fact, query.from_user.id)
        await self._gaps.close(gap.key)
        words = self._texts("taught", question=clip(clean(gap.question), 80), answer=clip(clean(value), 60))
        await self._put(query, 0)
        await query.answer(clip(words, 200))

    async def _ask_for(self, query: CallbackQuery, gap: Gap, what: str) -> None:
        words = self._texts(f"send_{what}", question=clip(clean(gap.question), 160))
        sent = await self._outgoing.request(query.get_bot(), query.from_user.id, words)
        await self._prompts.keep(query.from_user.id, sent, Prompt(what, gap.short_key))
        await query.answer()

    async def _put(self, query: CallbackQuery, number: int) -> None:
        message = query.message
        if isinstance(message, Message):
            words, buttons = await self._step(number)
            await self._outgoing.change(query.get_bot(), message.chat.id, message.message_id, words, buttons=buttons)

    async def _step(self, number: int) -> tuple[Pieces, Buttons]:
        """One cluster with what stands nearest to an answer, each a button; and where it is in the row."""
        gaps = await self._gaps.all()
        if not gaps:
            return (Piece(self._texts("review_nothing")),), ()
        number = number if number < len(gaps) else 0
        gap, texts = gaps[number], self._texts
        why = ", ".join(texts(f"gap_{reason}") for reason in gap.reasons)
        head = f"{texts('review_head')} ({number + 1}/{len(gaps)})"
        pieces = [Piece(head, Style.BOLD), Piece(f"\n{clip(clean(gap.question), 200)} ")]
        pieces.append(Piece(f"({texts.counted('gap_times', gap.count)}: {why})", Style.ITALIC))
        pieces += [Piece(f"\n= {clip(clean(w), 120)}") for w in gap.wordings[-MOST_WORDINGS:] if w != gap.question]
        near = await self._near(gap)
        rows = []
        for place, fact in enumerate(near, start=1):
            pieces += [Piece(f"\n{place}. "), *fact_line(fact, texts)]
            label = f"{texts('button_link')} {place}: {clean(fact.value)}"
            rows.append([button(label, "g", "l", gap.short_key, digest_of(fact.article_id), key_of(fact))])
        ways = (("button_teach", "t"), ("button_alias", "a"))
        rows.append([button(texts(name), "g", action, gap.short_key) for name, action in ways])
        last = [button(texts("button_dismiss"), "g", "d", gap.short_key)]
        if len(gaps) > 1:
            last.append(button(texts("button_next"), "g", "n", number + 1))
        return tuple(pieces), [*rows, last]

    async def _near(self, gap: Gap) -> list[Fact]:
        """The facts that stand nearest to an answer: of the sentences that come up for the question."""
        outcome = await self._desk.ask(gap.question)
        found: list[Fact] = []
        for article_id, start, stop in _places(outcome):
            facts = await self._desk.aside(self._desk.base.facts, article_id)
            found += [fact for fact in facts if start <= fact.evidence.start < stop and fact not in found]
        about = await self._desk.aside(self._desk.base.about, gap.question)
        distinct = {(fact.article_id, fact.attribute, fact.value): fact for fact in reversed((*found, *about))}
        return [fact for fact in (*found, *about) if fact in distinct.values()][:MOST_NEAR]


def _places(outcome: Outcome) -> list[tuple[str, int, int]]:
    if isinstance(outcome, Answer):
        cited = [outcome.citation]
    elif isinstance(outcome, Abstention):
        cited = list(outcome.nearby)
    else:
        cited = [choice.citation for choice in outcome.choices] if isinstance(outcome, Choices) else []
    return [(citation.article_id, citation.start, citation.end) for citation in cited]
