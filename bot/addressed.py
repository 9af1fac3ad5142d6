"""Is a message meant for the bot, and what does it ask? Knows entities and replies, not what is answered."""

from __future__ import annotations

import re

from telegram import Bot, Message, MessageEntity, MessageOriginChannel
from telegram.constants import ChatType
from telegram.ext import filters

_ASK = re.compile(r"/ask(?:@(\w+))?(?!\w)\s*", re.IGNORECASE)
_OTHER_COMMAND = re.compile(r"/\w+(?:@\w+)?(?!\S)", re.ASCII)
_LINK = re.compile(r"https?://\S+")
_DATED = re.compile(r"(?:date:?\s*)?\d{4}-\d\d-\d\d[ \t]*\n", re.IGNORECASE)
_QUESTION = re.compile(r"[^?？؟]+[?？؟][!?？؟]*(?=\s|$)")
MOST_QUESTIONS = 5
_ASKER = (
    r"(?:(?:until|till|since|from|by|at|for|to|in|on|with) )?"
    r"(?:when|where|who|whom|why|how(?: (?:much|many|long|far|late|heavy|tall|big|fast|old|often))?|"
    r"what(?: (?:time|day|date))?|which(?: \w+)?)"
)
_GOES_ON = r"(?=\W*$|['’]s\b| (?:is|are|was|were|do|does|did|can|could|will|would|should|must|has|have|had)\b)"
_TWO = re.compile(
    rf"\W*(?:(?:hi|hello|hey|please|so|and|ok)\b[\s,!]*)*(?P<first>(?P<asker>{_ASKER})\b(?P<what>[^?;]*?)),?"
    rf" (?:and|&) (?P<second>{_ASKER}{_GOES_ON}(?P<rest>[^?;]*))\W*",
    re.IGNORECASE,
)
"""Two questions in one sentence: "where is it and until when?"."""
LONG = 300
"""Characters; a question is shorter."""


class Addressed(filters.MessageFilter):
    """Private messages, mentions in text or caption, real replies to the bot, and /ask; nothing else."""

    def filter(self, message: Message) -> bool:
        """Whether the message is meant for the bot."""
        bot = message.get_bot()
        if not _is_by_somebody(message, bot) or _is_for_another(message, bot):
            return False
        if message.chat.type == ChatType.PRIVATE:
            return True
        return bool(_mentions(message, bot)) or is_reply_to_bot(message) or _starts_with_ask(message, bot)


class ForwardedArticle(filters.MessageFilter):
    """A channel's post, or a long text, forwarded to the bot in private: an article and not a question."""

    def filter(self, message: Message) -> bool:
        """Whether it is one."""
        origin = message.forward_origin
        if message.chat.type != ChatType.PRIVATE or origin is None:
            return False
        return isinstance(origin, MessageOriginChannel) or len(message.text or message.caption or "") > LONG


class Pasted(filters.MessageFilter):
    """In private, more than a question: a long text, one with a date in its first line, or nothing but a link."""

    def filter(self, message: Message) -> bool:
        """Whether it is."""
        text = (message.text or "").strip()
        is_more = len(text) > LONG or _LINK.fullmatch(text) or _DATED.match(text)
        return message.chat.type == ChatType.PRIVATE and bool(is_more)


class RepliesToBot(filters.MessageFilter):
    """In private, a reply to something the bot said."""

    def filter(self, message: Message) -> bool:
        """Whether it is one."""
        return message.chat.type == ChatType.PRIVATE and is_reply_to_bot(message)


class UnknownCommand(filters.MessageFilter):
    """A command that no handler before this one took; /ask is a question."""

    def filter(self, message: Message) -> bool:
        """Whether it is one."""
        return is_command(message.text or "")


def is_reply_to_bot(message: Message) -> bool:
    """Whether it is a reply to something the bot said; a topic's first message is nothing it said.

    A forum shows every message of a topic as a reply to the message that opened it.
    """
    replied = message.reply_to_message
    if replied is None or replied.forum_topic_created is not None or replied.from_user is None:
        return False
    return replied.from_user.id == message.get_bot().id and replied.message_id != _topic_root(message)


def question_of(message: Message) -> str:
    """What the message asks, with mentions of the bot and /ask cut out; "" where no word is left."""
    text = message.text or message.caption or ""
    kept = _without(text, _mentions(message, message.get_bot()))
    kept = _ASK.sub("", kept.lstrip(), count=1) if _ASK.match(kept.lstrip()) else kept
    tidy = re.sub(r"[^\S\n]{2,}", " ", re.sub(r"[\s,;:]+([.!?])|\s+([,;:])", r"\1\2", kept)).strip(" \t\n,:;–-")
    return tidy if re.search(r"\w", tidy) else ""


def is_bare(message: Message) -> bool:
    """Whether it only calls the bot, as a reply to somebody else's words: those are the question then."""
    return bool(_replied_words(message)) and not is_reply_to_bot(message) and not question_of(message)


def asked_in(message: Message) -> str:
    """What it asks: its own question, or the one it replies to where it only calls the bot; "" where there is none."""
    return _replied_words(message) if is_bare(message) else question_of(message)


def is_command(text: str) -> bool:
    """Whether it begins with a command; /ask is a question."""
    return bool(_OTHER_COMMAND.match(text)) and not _ASK.match(text)


def questions_in(text: str) -> tuple[str, ...]:
    """The questions of a message, one at least; what surrounds a single question stays with it.

    >>> questions_in("When is it out? And who made it? Thanks!")
    ('When is it out?', 'And who made it?')
    >>> questions_in("I read the news. When is it out?")
    ('I read the news. When is it out?',)
    >>> questions_in("When and how much is the concert?")
    ('When is the concert?', 'how much is the concert?')
    """
    found = tuple(part.strip() for part in _QUESTION.findall(text) if len(part.split()) > 1)
    return found if len(found) > 1 else _two_in(text.strip())


def _two_in(text: str) -> tuple[str, ...]:
    """The two questions of a sentence that an "and" joins, each whole; or the text."""
    found = _TWO.fullmatch(text)
    if found is None:
        return (text,)
    shared = "" if found["what"].strip() else found["rest"]
    return (f"{found['first'].strip()}{shared.rstrip()}?", f"{found['second'].strip()}?")


def topic_of(message: Message) -> int | None:
    """The forum topic to answer in; None outside of topics and in the general one."""
    return message.message_thread_id if message.is_topic_message else None


def _replied_words(message: Message) -> str:
    """What somebody said that this replies to: the part that was quoted, else all of it."""
    if message.quote is not None:
        return message.quote.text.strip()
    return question_of(message.reply_to_message) if message.reply_to_message is not None else ""


def _is_by_somebody(message: Message, bot: Bot) -> bool:
    """No other bot, no echo of the bot's own inline answer, no copy of a channel's post."""
    sender, via = message.from_user, message.via_bot
    if via is not None and via.id == bot.id:
        return False
    is_bot = sender is not None and sender.is_bot and message.sender_chat is None
    return not message.is_automatic_forward and not is_bot


def _is_for_another(message: Message, bot: Bot) -> bool:
    """Whether it begins with a command that names another bot."""
    command = re.match(r"/\w+@(\w+)", message.text or message.caption or "", re.ASCII)
    return command is not None and command[1].lower() != bot.username.lower()


def _starts_with_ask(message: Message, bot: Bot) -> bool:
    found = _ASK.match(message.text or message.caption or "")
    return found is not None and (found[1] is None or found[1].lower() == bot.username.lower())


def _mentions(message: Message, bot: Bot) -> list[MessageEntity]:
    kinds: list[str | None] = [MessageEntity.MENTION, MessageEntity.TEXT_MENTION]
    entities = {**message.parse_entities(kinds), **message.parse_caption_entities(kinds)}
    name = f"@{bot.username}".lower()
    return [
        entity
        for entity, text in entities.items()
        if text.lower() == name or (entity.user is not None and entity.user.id == bot.id)
    ]


def _without(text: str, entities: list[MessageEntity]) -> str:
    """The text without the entities; their offsets count UTF-16 units."""
    raw = text.encode("utf-16-le", "surrogatepass")
    for entity in sorted(entities, key=lambda entity: entity.offset, reverse=True):
        raw = raw[: entity.offset * 2] + raw[(entity.offset + entity.length) * 2 :]
    return raw.decode("utf-16-le", "replace")


def _topic_root(message: Message) -> int | None:
    return message.message_thread_id if message.is_topic_message else None
