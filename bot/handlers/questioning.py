"""Questions in private chats, groups, topics and comments: asked, answered, edited, and chosen by button."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace

from telegram import InlineKeyboardButton, Message, Update
from telegram.constants import ChatAction
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.addressed import MOST_QUESTIONS, asked_in, is_command, is_reply_to_bot, questions_in, topic_of
from bot.chatsettings import ChatSettings
from bot.desk import Desk
from bot.gaps import Gaps
from bot.limits import Limits, Verdict
from bot.markup import Pieces
from bot.origin import origin_of
from bot.outgoing import Buttons, Outgoing
from bot.postponing import Postponed
from bot.render import render_several
from bot.repeats import Repeats
from bot.rights import wrote_as_admin
from bot.told import Said, Told, id_for, told_of
from bot.usage import Usage
from bot.wording import language
from knowledge import Abstention, Answer, Choices, Focus, Outcome, Reason

TYPING_AFTER = 0.4
"""Seconds; most answers are there before anyone could read "typing"."""
SLOW = 20.0
"""Seconds after which a question is given up."""
NO_GAPS = (Reason.OUT_OF_SCOPE, Reason.OTHER_LANGUAGE)
"""Questions that no article would answer."""


@dataclass(frozen=True, slots=True)
class Place:
    """Who asks where: the key of a conversation."""

    chat_id: int
    topic: int
    asker: int


@dataclass(frozen=True, slots=True)
class Context:
    """What a question may lean on."""

    focus: Focus | None = None
    article_id: str | None = None


class Asking:
    """Answers what is meant for the bot."""

    def __init__(self, desk: Desk, outgoing: Outgoing, limits: Limits) -> None:
        self._desk, self._outgoing, self._limits = desk, outgoing, limits
        self._repeats, self._gaps, self._usage = Repeats(desk), Gaps(desk.records), Usage(desk)

    async def asked(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """A message meant for the bot."""
        message = _message(update)
        place, text = place_of(message), asked_in(message)
        verdict = await self._judge(message, place)
        if verdict is Verdict.IGNORE or not (text or _wants_words(message)):
            return
        settings, focus = await self._desk.records.before(place.chat_id, place.topic, place.asker)
        if settings.language != "auto":
            language.set(settings.language)
        if not await self._may_ask(message, settings):
            return
        if verdict is Verdict.WARN:
            await self._outgoing.say(update, self._desk.texts("too_many_questions"), part="limit")
        elif not text or is_command(text):
            await self._hint(update, message, place, text)
        else:
            await self._reply(update, message, place, text, settings, focus)

    async def _reply(
        self, update: Update, message: Message, place: Place, text: str, settings: ChatSettings, focus: Focus | None
    ) -> None:
        asked_at = self._desk.clock()
        try:
            async with typing(message):
                asked = await self._ask_all(text, await self._context(message, focus))
        except TimeoutError:
            await self._outgoing.say(update, self._desk.texts("too_slow"))
            return
        if repeat := await self._repeats.find(message, asked, settings):
            await self._tell(update, message, place, asked, (repeat, ()))
            await self._usage.note(outcome for _, outcome in asked)
            return
        sent = await self._tell(update, message, place, asked, self._write(asked, _name(message), settings))
        await self._usage.note(outcome for _, outcome in asked)
        if sent is not None:
            await self._repeats.note(message, asked, sent, at=asked_at)
        for question, outcome in asked:
            if isinstance(outcome, Abstention) and outcome.reason not in NO_GAPS:
                await self._gaps.note(question, "unanswered", self._desk.today().isoformat())

    async def edited(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """A question that was edited: its answer is edited too; edits of anything else are nobody's business."""
        message = _message(update)
        earlier = await self._desk.records.find_said(_name(message))
        text = asked_in(message)
        if earlier is None or not text or [told.question for told in earlier.told] == list(_split(text)):
            return
        place = place_of(message)
        if await self._judge(message, place) is not Verdict.PASS:
            return
        settings, focus = await self._desk.records.before(place.chat_id, place.topic, place.asker)
        if settings.language != "auto":
            language.set(settings.language)
        asked = await self._ask_all(text, await self._context(message, focus))
        pieces, buttons = self._write(asked, earlier.id, settings)
        if await self._outgoing.change(message.get_bot(), earlier.chat_id, earlier.message_id, pieces, buttons=buttons):
            await self._keep(earlier.id, place, earlier.message_id, asked)

    async def chosen(self, update: Update, said: Said, number: int, choice: int) -> None:
        """A choice was pressed: the message becomes its answer; where it stands in a chat that moved, another one."""
        told = said.told[number]
        place = Place(said.chat_id, said.topic, said.asker)
        outcome = await self._desk.ask(told.choices[choice], focus=told.focus)
        asked = [(told.choices[choice], outcome)]
        settings = await self._desk.records.chat_settings(said.chat_id)
        pieces, buttons = self._write(asked, said.id, settings)
        if not said.message_id:
            await self._outgoing.say(update, pieces, part="choice")
        elif await self._outgoing.change(update.get_bot(), said.chat_id, said.message_id, pieces, buttons=buttons):
            await self._keep(said.id, place, said.message_id, asked)

    async def _may_ask(self, message: Message, settings: ChatSettings) -> bool:
        if self._desk.is_admin(message.from_user.id if message.from_user else None):
            return True
        if settings.is_quiet_at(self._desk.hour()):
            return False
        is_open = settings.askers == "everybody" or message.chat_id > 0
        return is_open or await wrote_as_admin(message)

    async def _judge(self, message: Message, place: Place) -> Verdict:
        """Whether this is within the limits; owners have none."""
        if self._desk.is_admin(message.from_user.id if message.from_user else None):
            return Verdict.PASS
        return await self._limits.judge(place.asker, place.chat_id, self._desk.clock())

    async def _ask_all(self, text: str, context: Context) -> list[tuple[str, Outcome]]:
        asked: list[tuple[str, Outcome]] = []
        focus = context.focus
        for question in _split(text):
            asking = self._desk.ask(question, focus=focus, article_id=context.article_id)
            outcome = await asyncio.wait_for(asking, SLOW)
            asked.append((question, outcome))
            focus = outcome.focus or focus
        return asked

    async def _context(self, message: Message, focus: Focus | None) -> Context:
        """What was replied to goes before what was talked about; a post that is commented on comes first of all."""
        article_id = await self._article_replied_to(message)
        replied = message.reply_to_message
        if replied is not None and is_reply_to_bot(message):
            said = await self._desk.records.find_said_in(message.chat_id, replied.message_id)
            if said is not None:
                return Context(said.told[-1].focus or focus, article_id)
        if article_id is not None and focus is not None and focus.article_id != article_id:
            focus = None
        return Context(focus, article_id)

    async def _article_replied_to(self, message: Message) -> str | None:
        """The article that a message replies to or whose comments it stands among, if the bot has it."""
        replied = message.reply_to_message
        origin = origin_of(replied) if replied is not None else None
        if origin is not None and await self._desk.knows(origin.article_id):
            return origin.article_id
        if message.message_thread_id and not message.is_topic_message:
            bound = await self._desk.records.find_thread(message.chat_id, message.message_thread_id)
            return bound if bound is not None and await self._desk.knows(bound) else None
        return None

    async def _tell(
        self,
        update: Update,
        message: Message,
        place: Place,
        asked: list[tuple[str, Outcome]],
        words: tuple[Pieces, Buttons],
    ) -> int | None:
        """Send what was found, and keep what buttons, edits and follow-ups need; the id of the message."""
        told, focus = self._said(_name(message), place, asked)
        change = self._desk.records.told_change
        pieces, buttons = words
        return await self._outgoing.say(
            update, pieces, buttons=buttons, keep=lambda sent: change(replace(told, message_id=sent), focus)
        )

    async def _keep(self, name: str, place: Place, sent: int, asked: list[tuple[str, Outcome]]) -> None:
        told, focus = self._said(name, place, asked)
        await self._desk.records.keep(replace(told, message_id=sent), focus)

    def _said(self, name: str, place: Place, asked: list[tuple[str, Outcome]]) -> tuple[Said, Focus | None]:
        """What is kept of an answer, before its message has an id."""
        told = tuple(told_of(question, outcome) for question, outcome in asked)
        return Said(name, place.chat_id, place.topic, place.asker, 0, told), asked[-1][1].focus

    def _write(self, asked: list[tuple[str, Outcome]], name: str, settings: ChatSettings) -> tuple[Pieces, Buttons]:
        pieces = render_several(asked, today=self._desk.today(), texts=self._desk.texts, manner=settings.manner())
        return pieces, self._buttons(asked, name)

    def _buttons(self, asked: list[tuple[str, Outcome]], name: str) -> Buttons:
        texts = self._desk.texts
        if len(asked) > 1:
            cited = [number for number, (_, outcome) in enumerate(asked) if isinstance(outcome, Answer)]
            return [[_button(f"{texts('button_source')} {n + 1}", "s", name, n) for n in cited]] if cited else []
        outcome = asked[0][1]
        if isinstance(outcome, Choices):
            rows = enumerate(outcome.choices)
            return [[_button(choice.label[:60], "c", name, 0, number)] for number, choice in rows]
        if not isinstance(outcome, Answer):
            return []
        names = (("button_source", "s"), ("button_more", "m"), ("button_not_right", "n"))
        return [[_button(texts(label), kind, name, 0) for label, kind in names]]

    async def _hint(self, update: Update, message: Message, place: Place, text: str) -> None:
        """Says how to ask; when the message is edited into a question, the hint becomes its answer."""
        said = Said(_name(message), place.chat_id, place.topic, place.asker, 0, (Told(""),))
        change = self._desk.records.told_change
        words = self._desk.texts(_hint_for(message, text))
        await self._outgoing.say(
            update, words, part="hint", keep=lambda sent: change(replace(said, message_id=sent), None)
        )


@asynccontextmanager
async def typing(message: Message) -> AsyncIterator[None]:
    """Shows "typing" for as long as the answer takes, where that is long enough to be seen."""

    async def show() -> None:
        await asyncio.sleep(TYPING_AFTER)
        while True:
            with suppress(TelegramError, Postponed):
                await message.get_bot().send_chat_action(
                    message.chat_id, ChatAction.TYPING, message_thread_id=topic_of(message)
                )
            await asyncio.sleep(4.5)

    shown = asyncio.create_task(show())
    try:
        yield
    finally:
        shown.cancel()


def place_of(message: Message) -> Place:
    """The conversation that a message belongs to: chat, topic or comment thread, and person."""
    asker = message.from_user.id if message.from_user else 0
    if message.sender_chat is not None:
        asker = message.sender_chat.id
    return Place(message.chat_id, topic_of(message) or 0, asker)


def _message(update: Update) -> Message:
    message = update.effective_message
    if message is None:
        raise ValueError("an update without a message came to a handler of messages")
    return message


def _wants_words(message: Message) -> bool:
    """Whether a message without a question gets a word: in a group only one that was typed or spoken."""
    return message.chat_id > 0 or bool(message.text or message.caption or message.voice or message.video_note)


def _hint_for(message: Message, text: str) -> str:
    if text:
        return "command_first"
    if message.voice or message.video_note or message.audio:
        return "no_voice"
    return "empty_question" if message.text or message.caption else "words_only"


def _name(message: Message) -> str:
    """The id of what is said to this message."""
    return id_for(message.chat_id, message.message_id)


def _split(text: str) -> tuple[str, ...]:
    return questions_in(text)[:MOST_QUESTIONS]


def _button(label: str, kind: str, name: str, *numbers: int) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=":".join([kind, name, *map(str, numbers)]))
