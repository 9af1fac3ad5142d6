"""A draft and its buttons: the article, its facts and what it would change are shown before one tap takes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from telegram import Bot, CallbackQuery, Message, Update

from bot.changelog import Changelog
from bot.desk import Desk
from bot.factedit import NotSaid, correct, find_fact, label, retire, same_title, teach
from bot.factsheet import article_line
from bot.gaps import Gaps
from bot.handlers.arguments import message_of
from bot.intake.tongue import other_tongue
from bot.markup import Piece, Pieces, clean, clip
from bot.outgoing import Buttons, Outgoing
from bot.panels import LABELS, button, changes, draft_buttons, draft_facts, draft_head, fact_card, fact_list
from bot.pending import Drafts, Pending
from bot.progress import Progress
from bot.prompts import Prompt, Prompts
from bot.selftest import Selftest, in_thread
from knowledge import Added, Article, Fact, KnowledgeError, StoreError


class Drafting:
    """Opens drafts, changes them, and ends them by taking or dropping."""

    def __init__(self, desk: Desk, outgoing: Outgoing) -> None:
        self._desk, self._outgoing, self._texts = desk, outgoing, desk.texts
        self._drafts, self._prompts = Drafts(desk.records), Prompts(desk.records)
        self._changes, self._selftest, self._gaps = Changelog(desk), Selftest(desk), Gaps(desk.records)

    async def open(self, bot: Bot, progress: Progress, pending: Pending) -> None:
        """Show a new draft in the message of its progress, or say in one sentence why there is none."""
        try:
            refusal = await self._refusal(pending)
            if refusal is not None:
                await self._end(bot, pending, refusal)
                return
            await self._drafts.keep(pending)
            words, buttons = await self._panel(pending, progress)
        except StoreError:
            raise
        except KnowledgeError as error:
            await self._end(bot, pending, self._texts("add_refused", problem=clip(clean(str(error)), 500)))
            return
        await self._outgoing.change(bot, pending.chat_id, pending.message_id, words, buttons=buttons)

    async def pressed(self, update: Update, _: Any) -> None:
        """A button under a draft."""
        query = update.callback_query
        if query is None:
            return
        _kind, number, action, *rest = [*(query.data or "").split(":"), "", "", ""]
        message = query.message
        pending = None
        if isinstance(message, Message) and number == str(message.message_id):
            pending = await self._drafts.find(message.chat.id, message.message_id)
        if pending is None:
            await query.answer(self._texts("button_gone"))
            return
        try:
            await self._act(query, pending, action, rest)
        except StoreError:
            raise
        except KnowledgeError as error:
            await query.answer(clip(clean(str(error)), 200), show_alert=True)

    async def replied(self, update: Update, prompt: Prompt) -> None:
        """A date, a title or a value that was asked for."""
        message = message_of(update)
        panel, _, key = prompt.about.partition(":")
        pending = await self._drafts.find(message.chat_id, int(panel))
        if pending is None:
            await self._outgoing.say(update, self._texts("button_gone"))
            return
        words = " ".join((message.text or "").split())
        try:
            pending = await self._changed(pending, prompt.does, words, key)
            refusal = await self._refusal(pending)
        except NotSaid as error:
            await self._outgoing.say(update, self._texts("not_said", words=clip(clean(error.words), 100)))
            return
        except StoreError:
            raise
        except KnowledgeError as error:
            await self._outgoing.say(update, self._texts("add_refused", problem=clip(clean(str(error)), 300)))
            return
        if refusal is not None:
            await self._outgoing.say(update, refusal)
            return
        await self._drafts.keep(pending)
        progress = Progress(self._outgoing, message.get_bot(), pending.chat_id, pending.message_id)
        words_, buttons = await self._panel(pending, progress)
        await self._outgoing.change(message.get_bot(), pending.chat_id, pending.message_id, words_, buttons=buttons)
        await self._outgoing.say(update, self._texts("draft_changed"))

    async def _act(self, query: CallbackQuery, pending: Pending, action: str, rest: list[str]) -> None:
        bot = query.get_bot()
        if action == "take":
            await self._take(query, pending)
            return
        if action == "drop":
            await self._end(bot, pending, self._texts("dropped"))
            await query.answer()
            return
        if action in ("title", "date"):
            await self._ask_for(bot, pending, action)
            await query.answer()
            return
        if action == "v":
            await self._ask_for(bot, pending, "draft_value", rest[0])
            await query.answer()
            return
        if action in ("l", "r"):
            pending = await self._edited(pending, action, rest)
        words, buttons = await self._view(pending, action, rest)
        await self._outgoing.change(bot, pending.chat_id, pending.message_id, words, buttons=buttons)
        await query.answer()

    async def _view(self, pending: Pending, action: str, rest: list[str]) -> tuple[Pieces, Buttons]:
        """The panel, its list of facts, or one of them."""
        if action not in ("facts", "f", "l"):
            return await self._panel(pending)
        article = pending.article()
        drawn = await self._drawn(pending, article)
        fact = find_fact(drawn, rest[0]) if action != "facts" else None
        if fact is not None:
            back = button(self._texts("button_back"), "d", pending.message_id, "facts", 0)
            return fact_card(fact, article, self._texts, "d", pending.message_id, back=back)
        page = int(rest[0]) if rest[0].isdecimal() else 0
        back = button(self._texts("button_back"), "d", pending.message_id, "panel")
        head = article_line(article, self._texts)
        return fact_list(head, drawn, page, self._texts, "d", pending.message_id, back=back)

    async def _edited(self, pending: Pending, action: str, rest: list[str]) -> Pending:
        """The draft with another label on a fact, or without the fact."""
        article = pending.article()
        curated = pending.curated(article)
        fact = find_fact(await self._drawn(pending, article), rest[0])
        if fact is None:
            return pending
        if action == "l":
            number = int(rest[1]) if rest[1].isdecimal() else 0
            curated = label(curated, fact, LABELS[min(number, len(LABELS) - 1)])
        else:
            curated = retire(curated, fact)
        pending = pending.with_curated(article, curated)
        await self._drafts.keep(pending)
        return pending

    async def _changed(self, pending: Pending, does: str, words: str, key: str) -> Pending:
        if does == "title":
            return replace(pending, draft=replace(pending.draft, title=clip(words, 200)))
        if does == "date":
            dated = replace(pending.draft, date=words, dated_by="person")
            replace(dated, title=dated.title or "–").finish("the article")  # a day that there is
            return replace(pending, draft=dated)
        article = pending.article()
        drawn = await self._drawn(pending, article)
        fact = find_fact(drawn, key)
        if fact is None:
            return pending
        plain = await in_thread(lambda: self._desk.base.draw(article))
        return pending.with_curated(article, correct(article, pending.curated(article), fact, words, plain))

    async def _take(self, query: CallbackQuery, pending: Pending) -> None:
        article = pending.article()
        curated = self._curated(pending, article, await self._drawn(pending, article))
        await self._drafts.forget(pending)
        added = await self._changes.add(article, query.from_user.id, curated)
        for question in pending.asks:
            gap = await self._gaps.find_asked(question)
            if gap is not None:
                await self._gaps.close(gap.key)
        undo = button(self._texts("button_undo"), "u", (await self._changes.last_key()).removeprefix("log:"))
        buttons = [[undo]] if added.status != "known" else []
        words = self._report(article, added)
        await self._outgoing.change(query.get_bot(), pending.chat_id, pending.message_id, words, buttons=buttons)
        await query.answer()

    def _report(self, article: Article, added: Added) -> Pieces:
        found = "" if added.status == "known" else f"\n{self._texts.counted('fact', added.facts)}"
        line = article_line(article, self._texts)
        return (Piece(self._texts(f"add_{added.status}") + "\n"), *line, Piece(found + "\n"), Piece(added.article_id))

    async def _refusal(self, pending: Pending) -> str | None:
        """Why there can be no draft of it; None where there can."""
        draft = pending.draft
        tongue = other_tongue(draft.text or "")
        if tongue is not None or (draft.lang or "en") not in ("en", ""):
            return self._texts("other_language")
        if not draft.date:
            return None
        article = pending.article()
        if article.date > self._desk.today() + timedelta(days=1):
            return self._texts("future_date", day=self._texts.day(article.date))
        known = await self._desk.aside(self._desk.base.find_known, article)
        if known is not None and not pending.asks and not pending.facts and _says_the_same(known, article):
            return f"{self._texts('add_known')} {clip(clean(known.title), 100)}"
        return None

    async def _panel(self, pending: Pending, progress: Progress | None = None) -> tuple[Pieces, Buttons]:
        texts, number = self._texts, pending.message_id
        drop = button(texts("button_drop"), "d", number, "drop")
        if not pending.draft.date:
            await self._prompts.keep(pending.chat_id, number, Prompt("date", str(number)))
            title = Piece(clip(clean(pending.draft.title or "–"), 120))
            return (title, Piece("\n" + texts("draft_undated"))), [[drop]]
        article = pending.article()
        work = self._drawn(pending, article)
        drawn = await (progress.during(work, lambda: texts("drawing")) if progress else work)
        curated = self._curated(pending, article, drawn)
        rehearsing = self._selftest.rehearse(lambda copy: copy.add(article, curated), article)
        rehearsed = await (progress.during(rehearsing, lambda: texts("rehearsing")) if progress else rehearsing)
        pieces = draft_head(pending.draft, article, texts)
        pieces += [Piece(f"\n{note}") for note in await self._notes(pending, article)]
        pieces += [*draft_facts(drawn, texts), *changes(rehearsed, texts)]
        return tuple(pieces), draft_buttons(number, texts, has_facts=bool(drawn))

    async def _notes(self, pending: Pending, article: Article) -> list[str]:
        """What else an editor should know of it."""
        notes = [self._texts(name) for name in pending.notes]
        known = await self._desk.aside(self._desk.base.find_known, article)
        if known is not None:
            title, day = clip(clean(known.title), 100), self._texts.day(known.date)
            notes.append(self._texts("note_replaces", title=title, day=day))
        others = same_title(article, await self._desk.aside(self._desk.base.articles))
        others = tuple(other for other in others if known is None or other.id != known.id)
        if others:
            notes.append(self._texts("note_same_title", day=self._texts.day(others[0].date), id=others[0].id))
        return notes

    async def _drawn(self, pending: Pending, article: Article) -> tuple[Fact, ...]:
        curated = pending.curated(article)
        return await in_thread(lambda: self._desk.base.draw(article, curated))

    def _curated(self, pending: Pending, article: Article, drawn: tuple[Fact, ...]) -> tuple[Fact, ...]:
        """What is written over it, with the answer it is to give where it came by /teach. Raises NotSaid."""
        curated = pending.curated(article)
        if not pending.asks:
            return curated
        return teach(article, curated, pending.asks, pending.answer, drawn=drawn)[0]

    async def _ask_for(self, bot: Bot, pending: Pending, what: str, key: str = "") -> None:
        sent = await self._outgoing.request(bot, pending.chat_id, self._texts(f"send_{what}"))
        await self._prompts.keep(pending.chat_id, sent, Prompt(what, f"{pending.message_id}:{key}"))

    async def _end(self, bot: Bot, pending: Pending, words: str) -> None:
        await self._drafts.forget(pending)
        await self._outgoing.change(bot, pending.chat_id, pending.message_id, words)


def _says_the_same(known: Article, article: Article) -> bool:
    return (known.text, known.title, known.date) == (article.text, article.title, article.date)
