"""Answers that people teach: /teach, /confirm, /pin, /alias, /selftest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from telegram import Message, Update

from bot.addressed import is_reply_to_bot, question_of
from bot.changelog import PREFIX, Changelog
from bot.desk import Desk
from bot.evaluation.own import is_right, said
from bot.factedit import NotSaid, ask_of, teach
from bot.gaps import Gaps
from bot.handlers.arguments import argument_of, message_of
from bot.handlers.drafting import Drafting
from bot.intake.drafts import Draft
from bot.intake.fetching import fetch
from bot.intake.files import draft_of
from bot.markup import Piece, Style, clean, clip
from bot.outgoing import Outgoing
from bot.panels import button, disputed
from bot.pending import Pending
from bot.progress import Progress
from bot.prompts import Prompt
from bot.selftest import Selftest, in_thread
from bot.told import Told
from knowledge import Answer, Article, Confirmed, Fact, KnowledgeError, Span, StoreError, UnknownArticle, question_key

_LINK = re.compile(r"https?://\S+")
MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Lesson:
    """Questions, their answer in the words of an article, and where that is."""

    asks: tuple[str, ...]
    answer: str
    link: str
    """A web address, or the id of an article."""


class Teaching:
    """Writes down which fact answers a question, and which answers are right."""

    def __init__(self, desk: Desk, outgoing: Outgoing, drafting: Drafting) -> None:
        self._desk, self._outgoing, self._texts, self._drafting = desk, outgoing, desk.texts, drafting
        self._changes, self._gaps, self._selftest = Changelog(desk), Gaps(desk.records), Selftest(desk)

    async def teach(self, update: Update, _: Any) -> None:
        """As a reply to a question: its answer, and a link to the article that says it."""
        message = message_of(update)
        asks = await self._asked(message)
        if not asks:
            await self._outgoing.say(update, self._texts("teach_how"))
            return
        await self._learn(update, asks, argument_of(update))

    async def replied(self, update: Update, prompt: Prompt) -> None:
        """The answer to a cluster of the review, or another name for what it asks about."""
        text = " ".join((message_of(update).text or "").split())
        gap = await self._gaps.find(prompt.about)
        if gap is None:
            await self._outgoing.say(update, self._texts("button_gone"))
        elif prompt.does == "teach":
            await self._learn(update, tuple(gap.wordings or [gap.question]), text)
        elif await self._take_alias(update, text):
            await self._close_answered(gap.question)

    async def confirm(self, update: Update, _: Any) -> None:
        """As a reply to an answer of the bot: it is right, and is asked again at every change."""
        told = await self._told(message_of(update))
        outcome = None if told is None else await self._desk.ask(_whole(told))
        if told is None or not isinstance(outcome, Answer):
            await self._outgoing.say(update, self._texts("confirm_how"))
            return
        one = Confirmed(_whole(told), outcome.text, outcome.citation.article_id)
        await self._changes.confirm(one, _who(update))
        words = self._texts("confirmed", question=clip(clean(one.question), 200), answer=clip(clean(one.answer), 200))
        await self._outgoing.say(update, words)

    async def pin(self, update: Update, _: Any) -> None:
        """As a reply to an answer: it is given to this question from now on; alone: what is pinned."""
        told = await self._told(message_of(update))
        if told is None:
            await self._show_pins(update)
            return
        outcome = await self._desk.ask(_whole(told))
        if not isinstance(outcome, Answer):
            await self._outgoing.say(update, self._texts("confirm_how"))
            return
        place = Span(outcome.citation.start, outcome.citation.end)
        try:
            article = await self._desk.aside(self._desk.base.article, outcome.citation.article_id)
            await self._write(article, (_whole(told),), outcome.text, _who(update), "pinned", near=place)
        except NotSaid:
            sentence = outcome.citation.sentence
            await self._write(article, (_whole(told),), sentence, _who(update), "pinned", near=place)
        await self._outgoing.say(update, self._texts("pinned", question=clip(clean(_whole(told)), 200)))

    async def alias(self, update: Update, _: Any) -> None:
        """Another name: "/alias P60 = Margin 3 Plus"; nothing behind the sign forgets it, and alone it lists them."""
        given = argument_of(update)
        if given:
            await self._take_alias(update, given)
            return
        aliases = await self._desk.aside(self._desk.base.aliases)
        lines = "".join(f"\n{clean(alias)} = {clean(name)}" for alias, name in list(aliases.items())[:50])
        await self._outgoing.say(update, self._texts("alias_how") + lines)

    async def selftest(self, update: Update, _: Any) -> None:
        """Ask the confirmed questions again; what is answered otherwise now can be confirmed anew."""
        replayed = await self._selftest.replay()
        if not replayed:
            await self._outgoing.say(update, self._texts("selftest_none"))
            return
        wrong = [(one, outcome) for one, outcome in replayed if not is_right(one, outcome)]
        right = len(replayed) - len(wrong)
        pieces = [Piece(self._texts("selftest_head", right=right, count=len(replayed)), Style.BOLD)]
        row = []
        for number, (one, outcome) in enumerate(wrong[:MOST_SHOWN], start=1):
            now = said(outcome) or self._texts("no_answer")
            pieces.append(Piece(f"\n{number}. {clip(clean(one.question), 120)} "))
            pieces.append(Piece(f"{clip(clean(one.answer), 80)} → {clip(clean(now), 80)}", Style.ITALIC))
            if isinstance(outcome, Answer):
                row.append(button(f"✓ {number}", "t", question_key(one.question).removeprefix("?")))
        disputes = await self._desk.aside(self._desk.base.disputed, today=self._desk.today())
        pieces += [Piece("\n" + disputed(each, self._texts)) for each in disputes]
        await self._outgoing.say(update, tuple(pieces), buttons=[row[:5], row[5:]] if row[5:] else [row] if row else [])

    async def reconfirmed(self, update: Update, _: Any) -> None:
        """A button of the self-test: what is answered now is right."""
        query = update.callback_query
        if query is None:
            return
        key = "?" + (query.data or "").removeprefix("t:")
        known = await self._desk.aside(self._desk.base.confirmed)
        one = next((each for each in known if question_key(each.question) == key), None)
        outcome = await self._desk.ask(one.question) if one is not None else None
        if one is None or not isinstance(outcome, Answer):
            await query.answer(self._texts("button_gone"))
            return
        again = Confirmed(one.question, outcome.text, outcome.citation.article_id)
        await self._changes.confirm(again, query.from_user.id)
        shown = self._texts("confirmed", question=clip(clean(one.question), 80), answer=clip(clean(outcome.text), 80))
        await query.answer(clip(shown, 200))

    async def link(self, asks: Sequence[str], fact: Fact, who: int) -> str:
        """Let a fact answer these questions; its value. Raises UnknownArticle."""
        change = partial(ask_of, asks=asks, fact=fact)
        article = await self._changes.curate(fact.article_id, who, "taught", lambda _, curated: change(curated))
        await self._confirm_taught(asks, fact.value, article, who)
        return fact.value

    async def _learn(self, update: Update, asks: Sequence[str], text: str) -> None:
        """From "the answer https://…" or "the answer article-id"."""
        lesson = _lesson(tuple(asks), text)
        if lesson is None:
            await self._outgoing.say(update, self._texts("teach_how"))
            return
        article = await self._article_at(lesson.link)
        if article is None:
            await self._fetch(update, lesson)
            return
        who = _who(update)
        try:
            value = await self._write(article, lesson.asks, lesson.answer, who, "taught")
        except NotSaid as error:
            await self._outgoing.say(update, self._texts("not_said", words=clip(clean(error.words), 100)))
            return
        await self._confirm_taught(lesson.asks, value, article, who)
        for question in lesson.asks:
            await self._close(question)
        undo = [[button(self._texts("button_undo"), "u", (await self._changes.last_key()).removeprefix(PREFIX))]]
        heard = await self._desk.ask(lesson.asks[-1])
        name = "taught" if isinstance(heard, Answer) and heard.text == value else "taught_unheard"
        shown = self._texts(name, question=clip(clean(lesson.asks[-1]), 200), answer=clip(clean(value), 200))
        await self._outgoing.say(update, shown, buttons=undo)

    async def _fetch(self, update: Update, lesson: Lesson) -> None:
        """The link's page is not known yet: it becomes a draft that answers the question."""
        if not _LINK.fullmatch(lesson.link):
            await self._outgoing.say(update, self._texts("teach_how"))
            return
        message = message_of(update)
        if message.chat.type != "private":
            await self._outgoing.say(update, self._texts("private_only"))
            return
        sent = await self._outgoing.say(update, self._texts("fetching"), part="draft")
        if sent is None:
            return
        told = self._texts("fetching")
        progress = Progress(self._outgoing, message.get_bot(), message.chat_id, sent, told=told)
        try:
            fetching = fetch(lesson.link, allowed=self._desk.settings.fetch_allowed)
            page = await progress.during(fetching, lambda: self._texts("fetching"))
            draft = await in_thread(lambda: draft_of(page.data, page.ending, lesson.link, url=page.url))
        except StoreError:
            raise
        except KnowledgeError as error:
            refusal = self._texts("add_refused", problem=clip(clean(str(error)), 500))
            await self._outgoing.change(message.get_bot(), message.chat_id, sent, refusal)
            return
        draft = Draft(url=page.url).over(draft)
        pending = Pending(message.chat_id, sent, _who(update), draft, asks=lesson.asks, answer=lesson.answer)
        await self._drafting.open(message.get_bot(), progress, pending)

    async def _write(
        self, article: Article, asks: Sequence[str], words: str, who: int, what: str, *, near: Span | None = None
    ) -> str:
        """The value that answers these questions from now on. Raises NotSaid."""
        drawn = await self._desk.aside(self._desk.base.facts, article.id)
        is_pinned = what == "pinned"
        curated = await self._desk.aside(self._desk.base.curated, article.id)
        made, fact = teach(article, curated, asks, words, drawn=drawn, is_pinned=is_pinned, near=near)
        await self._changes.curate(article.id, who, what, lambda _, __: made)
        return fact.value

    async def _confirm_taught(self, asks: Sequence[str], value: str, article: Article, who: int) -> None:
        """What was taught is asked again at every change, as far as it is heard."""
        heard = await self._desk.ask(asks[-1])
        if isinstance(heard, Answer) and heard.text == value:
            await self._desk.aside(self._desk.base.confirm, Confirmed(asks[-1], value, article.id))

    async def _take_alias(self, update: Update, text: str) -> bool:
        """Whether another name was learned; says so."""
        alias, sign, name = (part.strip() for part in text.partition("="))
        if not alias or not sign or len(alias) > 80 or len(name) > 120:
            await self._outgoing.say(update, self._texts("alias_how"))
            return False
        before = await self._changes.name(alias, name or None, _who(update))
        undo = [[button(self._texts("button_undo"), "u", (await self._changes.last_key()).removeprefix(PREFIX))]]
        if not name:
            words = self._texts("alias_gone" if before else "alias_none", alias=clean(alias))
            await self._outgoing.say(update, words, buttons=undo if before else [])
            return False
        about = await self._desk.aside(self._desk.base.about, name)
        words = self._texts("alias_taken" if about else "alias_empty", alias=clean(alias), name=clean(name))
        await self._outgoing.say(update, words, buttons=undo)
        return bool(about)

    async def _asked(self, message: Message) -> tuple[str, ...]:
        """The question that was replied to: somebody's, or the one that the bot answered."""
        told = await self._told(message)
        if told is not None:
            return (_whole(told),)
        replied = message.reply_to_message
        text = question_of(replied) if replied is not None and not is_reply_to_bot(message) else ""
        if not text:
            return ()
        gap = await self._gaps.find_asked(text)
        return tuple(dict.fromkeys((*(gap.wordings if gap is not None else ()), text)))

    async def _told(self, message: Message) -> Told | None:
        replied = message.reply_to_message
        if replied is None or not is_reply_to_bot(message):
            return None
        found = await self._desk.records.find_said_in(message.chat_id, replied.message_id)
        return found.told[-1] if found is not None else None

    async def _article_at(self, link: str) -> Article | None:
        if not _LINK.fullmatch(link):
            try:
                return await self._desk.aside(self._desk.base.article, link)
            except UnknownArticle:
                return None
        articles = await self._desk.aside(self._desk.base.articles)
        return next((each for each in articles if each.url and _page(each.url) == _page(link)), None)

    async def _close(self, question: str) -> None:
        gap = await self._gaps.find_asked(question)
        if gap is not None:
            await self._gaps.close(gap.key)

    async def _close_answered(self, question: str) -> None:
        if isinstance(await self._desk.ask(question), Answer):
            await self._close(question)

    async def _show_pins(self, update: Update) -> None:
        facts = await self._desk.aside(self._desk.base.facts)
        pinned = [(fact, ask) for fact in facts if fact.is_pinned for ask in fact.asks]
        disputes = await self._desk.aside(self._desk.base.disputed, today=self._desk.today())
        by_question = {dispute.question: dispute for dispute in disputes}
        lines = [Piece(self._texts("pin_how"))]
        for fact, ask in pinned[:MOST_SHOWN]:
            lines.append(Piece(f"\n📌 {clip(clean(ask), 120)} → {clip(clean(fact.value), 120)}"))
            if ask in by_question:
                lines.append(Piece("\n" + disputed(by_question[ask], self._texts), Style.BOLD))
        await self._outgoing.say(update, tuple(lines))


def _lesson(asks: tuple[str, ...], text: str) -> Lesson | None:
    answer, _, link = text.rpartition(" ")
    return Lesson(asks, answer.strip(" ,–-"), link) if answer.strip(" ,–-") and link else None


def _whole(told: Told) -> str:
    """The question with what it inherited."""
    return told.focus.question if told.focus is not None and told.focus.question else told.question


def _page(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}"


def _who(update: Update) -> int:
    return update.effective_user.id if update.effective_user is not None else 0
