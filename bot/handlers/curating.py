"""What the bot knows, page by page, and changes to it: /articles, /article, /facts, /remove, /merge, /undo, /log."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from telegram import Bot, CallbackQuery, InlineKeyboardButton, Message, Update
from telegram.error import BadRequest

from bot.changelog import PREFIX, Change, Changelog
from bot.desk import Desk
from bot.factedit import NotSaid, correct, find_fact, label, put, retire, same_title
from bot.factsheet import article_line
from bot.handlers.arguments import argument_of, message_of
from bot.markup import Piece, Pieces, Style, clean, clip
from bot.outgoing import Buttons, Outgoing
from bot.panels import LABELS, button, dated, fact_card, fact_list, pager
from bot.prompts import Prompt, Prompts
from bot.ranks import Role
from bot.selftest import Selftest
from knowledge import Article, Fact, UnknownArticle

MOST_LISTED, MOST_LOGGED = 8, 25


class Curating:
    """Shows articles and facts to reviewers, and lets editors change them; every change can be taken back."""

    def __init__(self, desk: Desk, outgoing: Outgoing) -> None:
        self._desk, self._outgoing, self._texts = desk, outgoing, desk.texts
        self._changes, self._prompts, self._selftest = Changelog(desk), Prompts(desk.records), Selftest(desk)

    async def articles(self, update: Update, _: Any) -> None:
        """The articles, newest first, each a button."""
        words, buttons = await self._list(0)
        await self._outgoing.say(update, words, buttons=buttons)

    async def article(self, update: Update, _: Any) -> None:
        """One article by its id: where it comes from, how it begins, how much it states."""
        article = await self._find(argument_of(update))
        if article is None:
            await self._outgoing.say(update, self._texts("article_how"))
            return
        words, buttons = await self._card(article, update.effective_user.id if update.effective_user else 0)
        await self._outgoing.say(update, words, buttons=buttons)

    async def facts(self, update: Update, _: Any) -> None:
        """The facts of an article, or of the article that says most about a subject."""
        given = argument_of(update)
        article = await self._find(given) if given else None
        if article is None and given:
            about = await self._desk.aside(self._desk.base.about, given)
            article = await self._find(about[0].article_id) if about else None
        if article is None:
            words = self._texts("nothing_about", subject=clip(clean(given), 100)) if given else self._texts("facts_how")
            await self._outgoing.say(update, words)
            return
        shown, buttons = await self._facts(article, 0)
        await self._outgoing.say(update, shown, buttons=buttons)

    async def remove(self, update: Update, _: Any) -> None:
        """Take an article out by its id."""
        article_id = argument_of(update)
        if not article_id:
            await self._outgoing.say(update, self._texts("remove_how"))
            return
        article = await self._find(article_id)
        watch = await self._selftest.watch(*([article] if article is not None else []))
        try:
            article = await self._changes.remove(article_id, _who(update))
        except UnknownArticle as error:
            await self._outgoing.say(update, clip(clean(str(error)), 500))
            return
        line = article_line(article, self._texts)
        words = (Piece(self._texts("removed") + " "), *line, Piece(await watch.lost()))
        await self._outgoing.say(update, words, buttons=await self._undo_button())

    async def merge(self, update: Update, _: Any) -> None:
        """Let the first article stand for both."""
        ids = argument_of(update).split()
        if len(ids) != 2 or ids[0] == ids[1]:
            await self._outgoing.say(update, self._texts("merge_how"))
            return
        found = [article for each in ids if (article := await self._find(each)) is not None]
        watch = await self._selftest.watch(*found)
        try:
            kept, gone = await self._changes.merge(ids[0], ids[1], _who(update))
        except UnknownArticle as error:
            await self._outgoing.say(update, clip(clean(str(error)), 500))
            return
        said = self._texts("merged", gone=clip(clean(gone.title), 100), kept=clip(clean(kept.title), 100))
        await self._outgoing.say(update, said + await watch.lost(), buttons=await self._undo_button())

    async def undo(self, update: Update, _: Any) -> None:
        """Take the last change back."""
        change = await self._changes.undo(_who(update))
        await self._outgoing.say(update, self._undone(change))

    async def undo_pressed(self, update: Update, _: Any) -> None:
        """The button under a report: take that change back."""
        query = update.callback_query
        if query is None:
            return
        key = PREFIX + (query.data or "").removeprefix("u:")
        change = await self._changes.undo(query.from_user.id, key)
        await query.answer(clip(self._undone(change), 200))
        if isinstance(query.message, Message):
            with suppress(BadRequest):
                await query.message.edit_reply_markup(None)

    async def log(self, update: Update, _: Any) -> None:
        """The latest changes: when, who, what."""
        changes = await self._changes.latest(MOST_LOGGED)
        if not changes:
            await self._outgoing.say(update, self._texts("log_nothing"))
            return
        lines = [Piece(self._texts("log_head"), Style.BOLD)]
        for change in changes:
            when = datetime.fromtimestamp(change.at, UTC)
            what = self._what(change) + (f" ({self._texts('log_undone')})" if change.is_undone else "")
            title = clip(clean(change.title), 80)
            lines.append(Piece(f"\n{self._texts.day(when.date())}, {when:%H:%M} · {change.who} · {what}: {title}"))
        await self._outgoing.say(update, tuple(lines))

    async def looked(self, update: Update, _: Any) -> None:
        """A button that shows: a page of articles, an article, its facts, one fact."""
        query = update.callback_query
        if query is None:
            return
        _kind, digest, action, *rest = [*(query.data or "").split(":"), "", "", ""]
        if digest == "list":
            words, buttons = await self._list(int(action) if action.isdecimal() else 0)
        else:
            article = await self._find_digest(digest)
            if article is None:
                await query.answer(self._texts("button_gone"))
                return
            words, buttons = await self._shown(article, action, rest, query.from_user.id)
        await self._put(query, words, buttons)

    async def changed(self, update: Update, _: Any) -> None:
        """A button that changes one fact, or asks for its right value."""
        query = update.callback_query
        if query is None:
            return
        _kind, digest, action, *rest = [*(query.data or "").split(":"), "", "", ""]
        article = await self._find_digest(digest)
        fact = find_fact(await self._listed(article), rest[0]) if article is not None else None
        if article is None or fact is None:
            await query.answer(self._texts("button_gone"))
            return
        if action == "v":
            sent = await self._outgoing.request(query.get_bot(), query.from_user.id, self._texts("send_draft_value"))
            await self._prompts.keep(query.from_user.id, sent, Prompt("value", f"{article.id}\n{rest[0]}"))
            await query.answer()
            return
        change = _change_of(action, rest[1])
        if change is None:
            await query.answer(self._texts("button_gone"))
            return
        watch = await self._selftest.watch(article)
        article = await self._changes.curate(
            article.id, query.from_user.id, "edited", lambda _, curated: change(curated, fact)
        )
        lost = await watch.lost()
        action = "facts" if action == "r" else "f"
        words, buttons = await self._shown(article, action, rest, query.from_user.id)
        if lost:
            words, buttons = (*words, Piece("\n" + lost)), [*buttons, *await self._undo_button()]
        await self._put(query, words, buttons, said=self._texts("fact_changed"))

    async def replied(self, update: Update, prompt: Prompt) -> None:
        """The right value of a fact."""
        message = message_of(update)
        article_id, _, key = prompt.about.partition("\n")
        article = await self._find(article_id)
        fact = find_fact(await self._listed(article), key) if article is not None else None
        if article is None or fact is None:
            await self._outgoing.say(update, self._texts("button_gone"))
            return
        words = " ".join((message.text or "").split())
        drawn = await self._desk.aside(self._desk.base.draw, article)
        try:
            correct(article, (), fact, words, drawn)
        except NotSaid:
            await self._outgoing.say(update, self._texts("not_said", words=clip(clean(words), 100)))
            return
        watch = await self._selftest.watch(article)
        await self._changes.curate(
            article.id,
            _who(update),
            "edited",
            lambda article, curated: correct(article, curated, fact, words, drawn),
        )
        words = self._texts("fact_changed") + await watch.lost()
        await self._outgoing.say(update, words, buttons=await self._undo_button())

    async def _list(self, page: int) -> tuple[Pieces, Buttons]:
        articles = await self._desk.aside(self._desk.base.articles)
        if not articles:
            return (Piece(self._texts("knows_nothing")),), ()
        first = page * MOST_LISTED
        rows = [
            [button(f"{dated(each.date, self._texts)} · {clean(each.title)}", "a", digest_of(each.id), "open")]
            for each in articles[first : first + MOST_LISTED]
        ]
        pages = pager(page, len(articles), MOST_LISTED, "a", "list")
        head = Piece(self._texts.counted("article", len(articles)), Style.BOLD)
        return (head,), [*rows, pages] if pages else rows

    async def _shown(self, article: Article, action: str, rest: list[str], user: int) -> tuple[Pieces, Buttons]:
        if action == "facts":
            return await self._facts(article, int(rest[0]) if rest[0].isdecimal() else 0)
        fact = find_fact(await self._listed(article), rest[0]) if action == "f" else None
        if fact is None:
            return await self._card(article, user)
        digest = digest_of(article.id)
        back = button(self._texts("button_back"), "a", digest, "facts", 0)
        words, buttons = fact_card(fact, article, self._texts, "f", digest, back=back)
        may_change = await self._desk.role_of(user) >= Role.EDITOR
        return words, buttons if may_change else [[back]]

    async def _card(self, article: Article, user: int) -> tuple[Pieces, Buttons]:
        facts, digest = await self._listed(article), digest_of(article.id)
        pieces = [*article_line(article, self._texts), Piece("\n"), Piece(article.id, Style.CODE)]
        pieces.append(Piece(f"\n{self._texts.counted('fact', len(facts))}"))
        pieces.append(Piece(f"\n{clip(clean(article.text), 500)}", Style.QUOTE))
        twins = same_title(article, await self._desk.aside(self._desk.base.articles))
        for twin in twins[:3]:
            note = self._texts("note_same_title", day=self._texts.day(twin.date), id=twin.id)
            pieces += [Piece("\n"), Piece(note)]
        row: list[InlineKeyboardButton] = []
        if facts:
            row.append(button(self._texts("button_facts"), "a", digest, "facts", 0))
        row.append(button(self._texts("button_back"), "a", "list", 0))
        return tuple(pieces), [row]

    async def _facts(self, article: Article, page: int) -> tuple[Pieces, Buttons]:
        digest = digest_of(article.id)
        back = button(self._texts("button_back"), "a", digest, "open")
        head = article_line(article, self._texts)
        return fact_list(head, await self._listed(article), page, self._texts, "a", digest, back=back)

    async def _listed(self, article: Article) -> tuple[Fact, ...]:
        facts = await self._desk.aside(self._desk.base.facts, article.id)
        return tuple(sorted(facts, key=lambda fact: fact.evidence))

    async def _find(self, article_id: str) -> Article | None:
        try:
            return await self._desk.aside(self._desk.base.article, article_id)
        except UnknownArticle:
            return None

    async def _find_digest(self, digest: str) -> Article | None:
        articles = await self._desk.aside(self._desk.base.articles)
        return next((article for article in articles if digest_of(article.id) == digest), None)

    async def _undo_button(self) -> Buttons:
        return [[button(self._texts("button_undo"), "u", (await self._changes.last_key()).removeprefix(PREFIX))]]

    async def _put(self, query: CallbackQuery, words: Pieces, buttons: Buttons, *, said: str = "") -> None:
        message = query.message
        if isinstance(message, Message):
            await self._outgoing.change(_bot(query), message.chat.id, message.message_id, words, buttons=buttons)
        await query.answer(said or None)

    def _what(self, change: Change) -> str:
        if not change.role:
            return self._texts(f"log_{change.what}")
        return self._texts(f"log_{change.what}", role=self._texts(f"role_{change.role.lower()}"))

    def _undone(self, change: Change | None) -> str:
        if change is None:
            return self._texts("undo_nothing")
        return self._texts("undo_done", what=self._texts(f"log_{change.what}"), title=clip(clean(change.title), 100))


def digest_of(article_id: str) -> str:
    """A short name for an article, for buttons, which hold 64 bytes."""
    return hashlib.sha256(article_id.encode()).hexdigest()[:16]


def _change_of(action: str, given: str) -> Callable[[tuple[Fact, ...], Fact], tuple[Fact, ...]] | None:
    """What a button does to a fact and the curated facts of its article; None for one that there isn't."""
    if action == "l" and given in ("0", "1", "2"):
        return lambda curated, fact: label(curated, fact, LABELS[int(given)])
    if action == "r":
        return retire
    if action == "p":
        return lambda curated, fact: put(curated, replace(fact, is_pinned=False))
    return None


def _bot(query: CallbackQuery) -> Bot:
    return query.get_bot()


def _who(update: Update) -> int:
    return update.effective_user.id if update.effective_user is not None else 0
