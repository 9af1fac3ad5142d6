"""Commands that tell: /start /help /sources /latest /about /why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from telegram import Update
from telegram.ext import ContextTypes

from bot.addressed import is_reply_to_bot
from bot.desk import Desk, brief
from bot.factsheet import article_line, fact_sheet
from bot.handlers.arguments import argument_of, message_of
from bot.markup import Piece, Pieces, Style, clean, clip
from bot.menus import set_own_menu
from bot.outgoing import Outgoing
from bot.ranks import COMMANDS, Role, shown
from knowledge import Article

MOST_SOURCES = 20
MOST_LATEST = 5


class Telling:
    """What the bot says of itself and of what it knows."""

    def __init__(self, desk: Desk, outgoing: Outgoing) -> None:
        self._desk, self._outgoing, self._texts = desk, outgoing, desk.texts

    async def start(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A greeting with an example; a deep link opens its subject."""
        user = update.effective_user
        role = await self._desk.role_of(user.id if user is not None else None)
        if user is not None and role > Role.CHAT_ADMIN:
            await set_own_menu(context.bot, self._texts, user.id, role)
        subject = argument_of(update).replace("_", " ").replace("-", " ")
        if subject and subject != "help":
            await self._outgoing.say(update, await self._sheet(subject))
            return
        articles = await self._desk.aside(self._desk.base.articles, limit=1)
        example = self._texts("example", title=_title(articles[0])) if articles else self._texts("knows_nothing")
        await self._outgoing.say(update, self._texts("start", name=context.bot.first_name) + "\n\n" + example)

    async def help(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """What can be asked, and how; the commands that this person may use in this place."""
        message = message_of(update)
        is_private = message.chat.type == "private"
        user = message.from_user.id if message.from_user is not None and message.sender_chat is None else None
        role = await self._desk.role_of(user) if is_private else Role.CHAT_ADMIN
        names = shown(role, private=is_private)
        open_to_all = [name for name in names if COMMANDS[name].role <= Role.CHAT_ADMIN]
        words = self._texts("help", bot=context.bot.username) + "\n" + self._listed(open_to_all)
        if len(names) > len(open_to_all):
            named = self._texts(f"role_{role.name.lower()}")
            rest = [name for name in names if name not in open_to_all]
            words += "\n\n" + self._texts("help_desk", role=named) + self._listed(rest)
        await self._outgoing.say(update, words + "\n\n" + self._texts("help_labels"))

    def _listed(self, names: Iterable[str]) -> str:
        return "".join(f"\n/{name} – {self._texts(f'command_{name}')}" for name in names)

    async def sources(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Who published what the bot knows, how much and when."""
        counts, days = await self._desk.aside(self._count_sources)
        if not days:
            await self._outgoing.say(update, self._texts("knows_nothing"))
            return
        newest, oldest = self._texts.day(days[0]), self._texts.day(days[-1])
        head = self._texts.counted("article", counts.total())
        span = self._texts("between", oldest=oldest, newest=newest)
        lines = [f"\n– {clip(clean(name), 80)}: {count}" for name, count in counts.most_common(MOST_SOURCES)]
        rest = len(counts) - MOST_SOURCES
        more = "\n" + self._texts("and_more", n=rest) if rest > 0 else ""
        await self._outgoing.say(update, (Piece(head, Style.BOLD), Piece(f" {span}"), Piece("".join(lines) + more)))

    def _count_sources(self) -> tuple[Counter[str], tuple[date, ...]]:
        """How many articles each source has, and the days of the newest and the oldest one."""
        counts, days = Counter[str](), list[date]()
        for article in self._desk.base.each_article():
            counts[article.source or self._texts("no_source")] += 1
            days[1:] = [article.date]
        return counts, tuple(days)

    async def latest(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """The newest articles, each linked."""
        articles = await self._desk.aside(self._desk.base.articles, limit=MOST_LATEST)
        if not articles:
            await self._outgoing.say(update, self._texts("knows_nothing"))
            return
        pieces: list[Piece] = [Piece(self._texts("latest"), Style.BOLD)]
        for article in articles:
            pieces += (Piece("\n– "), *article_line(article, self._texts))
        await self._outgoing.say(update, tuple(pieces))

    async def about(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """The fact sheet of a subject."""
        subject = argument_of(update)
        await self._outgoing.say(update, await self._sheet(subject) if subject else self._texts("about_what"))

    async def why(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """How the answer that was replied to was found, or why there is none."""
        message = message_of(update)
        replied = message.reply_to_message
        said = None
        if replied is not None and is_reply_to_bot(message):
            said = await self._desk.records.find_said_in(message.chat_id, replied.message_id)
        if said is None:
            await self._outgoing.say(update, self._texts("why_what"))
            return
        pieces: list[Piece] = []
        for told in said.told:
            pieces.append(Piece(clip(clean(told.question), 200) + "\n", Style.BOLD))
            pieces += [Piece(f"{stage}: {clip(clean(finding), 300)}\n") for stage, finding in told.trace]
            pieces += [Piece(f"{place.article_id} [{place.start}, {place.end})\n") for place in told.places[:3]]
        fingerprint = await self._desk.aside(self._desk.base.fingerprint)
        await self._outgoing.say(update, (*pieces, Piece(self._texts("fingerprint", hex=fingerprint), Style.ITALIC)))

    async def unknown(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """A command that there isn't."""
        await self._outgoing.say(update, self._texts("unknown_command"))

    async def _sheet(self, subject: str) -> Pieces | str:
        sheet = await self._desk.aside(fact_sheet, self._desk.base, brief(subject), self._texts)
        return sheet or self._texts("nothing_about", subject=clip(clean(subject), 100))


def _title(article: Article) -> str:
    return clip(clean(article.title), 100)
