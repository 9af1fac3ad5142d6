"""Builds the Application: its transport, its queue, and all handlers in one list, in the order they are tried."""

from __future__ import annotations

from typing import Any

from telegram import LinkPreviewOptions, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    Defaults,
    ExtBot,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.addressed import Addressed, ForwardedArticle, Pasted, RepliesToBot, UnknownCommand
from bot.desk import Desk
from bot.editorsdesk import Named, make_editors_desk
from bot.errorhandler import ErrorHandler
from bot.gate import Gate
from bot.handlers.elsewhere import Elsewhere
from bot.handlers.grouplife import GroupLife
from bot.handlers.owndata import OwnData
from bot.handlers.picturing import Picturing
from bot.handlers.pressing import Pressing
from bot.handlers.questioning import Asking
from bot.handlers.setting import Setting
from bot.handlers.telling import Telling
from bot.inbox import Inbox
from bot.limits import Limits, SharedLimits
from bot.outgoing import Outgoing
from bot.pace import Pace
from bot.settings import find_proxy
from bot.sharing import SharedInbox
from bot.watchdog import Pulse, PulsedRequest, WatchedRequest

AT_ONCE = 16
"""Requests to Telegram at the same time."""
ALLOWED = (
    *("message", "edited_message", "channel_post", "edited_channel_post"),
    *("callback_query", "inline_query", "guest_message", "my_chat_member"),
)
"""The kinds of update that are asked for."""

NEW = filters.UpdateType.MESSAGE
"""New messages only: without it a handler fires on edits, channel posts, business and guest messages too."""

App = Application[Any, Any, Any, Any, Any, Any]
Handlers = list[BaseHandler[Any, Any, Any]]


class QuietBot(ExtBot[Any]):
    """A bot whose repr does not show its token, and which stores what it fetches before anybody sees it."""

    _inbox: Inbox | None = None

    def fetch_into(self, inbox: Inbox) -> None:
        """Store in this inbox from now on."""
        self._inbox = inbox

    async def get_updates(self, *given: Any, **named: Any) -> tuple[Update, ...]:
        """As PTB's; all updates of one answer are stored in one transaction, not one by one."""
        updates = await super().get_updates(*given, **named)
        if self._inbox is not None:
            await self._inbox.accept_early(updates)
        return updates

    def __repr__(self) -> str:
        return "QuietBot[token=hidden]"


def make_bot(token: str, *, base_url: str | None, pulse: Pulse, pace: Pace) -> QuietBot:
    """The connection to Telegram, or to the Bot API server whose root is `base_url`."""
    root = base_url or "https://api.telegram.org"
    proxy = None if base_url else find_proxy()
    return QuietBot(
        token,
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=WatchedRequest(pulse, at_once=AT_ONCE, proxy=proxy),
        get_updates_request=PulsedRequest(pulse, proxy=proxy),
        defaults=Defaults(link_preview_options=LinkPreviewOptions(is_disabled=True), allow_sending_without_reply=True),
        rate_limiter=pace,
    )


def make_app(desk: Desk, bot: QuietBot, inbox: Inbox, errors: ErrorHandler) -> App:
    """The application, ready to be started."""
    bot.fetch_into(inbox)
    app = (
        ApplicationBuilder()
        .bot(bot)
        .update_queue(inbox.queue)
        .concurrent_updates(inbox.processor)
        .job_queue(None)
        .build()
    )
    app.add_handlers(make_handlers(desk, inbox))
    app.add_error_handler(errors.failed)
    return app


def make_limits(desk: Desk, inbox: Inbox) -> Limits:
    """Limits in memory, or in the database where several workers share the inbox."""
    return SharedLimits(desk.records) if isinstance(inbox, SharedInbox) else Limits()


def make_handlers(desk: Desk, inbox: Inbox) -> Handlers:
    """All handlers, in the order they are tried; the first that fits takes the update."""
    outgoing, limits = Outgoing(desk.records), make_limits(desk, inbox)
    asking, gate = Asking(desk, outgoing, limits), Gate(desk, outgoing)
    pressing, elsewhere = Pressing(desk, outgoing, asking, limits), Elsewhere(desk, limits)
    life, setting, own = GroupLife(desk, outgoing), Setting(desk, outgoing), OwnData(desk, outgoing, inbox)
    telling, picturing = Telling(desk, outgoing), Picturing(desk, outgoing, limits)
    editors = make_editors_desk(desk, outgoing, gate, asking.asked, life.forwarded)
    commands: Named = {
        **{name: getattr(telling, name) for name in ("help", "latest", "about", "sources", "why")},
        **{name: getattr(own, name) for name in ("privacy", "mydata", "forgetme", "status")},
        **{name: getattr(picturing, name) for name in ("timeline", "stats")},
        "settings": setting.opened,
        **editors.commands,
    }
    answers = {"s": pressing.source, "m": pressing.more, "n": pressing.not_right, "c": pressing.choice}
    buttons: Named = {**answers, "set": setting.pressed, **editors.buttons}
    return [
        MessageHandler(NEW & filters.StatusUpdate.MIGRATE, life.migrated),
        ChatMemberHandler(life.membership, ChatMemberHandler.MY_CHAT_MEMBER),
        MessageHandler(filters.UpdateType.GUEST_MESSAGE, elsewhere.guest),
        MessageHandler(filters.UpdateType.CHANNEL_POSTS, editors.posted),
        MessageHandler(NEW & filters.IS_AUTOMATIC_FORWARD, life.posted),
        _command("start", telling.start),
        *(_command(name, gate.command(name, does)) for name, does in commands.items()),
        MessageHandler(NEW & filters.ChatType.PRIVATE & filters.Document.ALL, editors.filed),
        MessageHandler(NEW & ForwardedArticle(), editors.forwarded),
        MessageHandler(NEW & Addressed() & UnknownCommand(), telling.unknown),
        MessageHandler(NEW & filters.TEXT & RepliesToBot(), editors.replied),
        MessageHandler(NEW & Pasted(), editors.pasted),
        MessageHandler(NEW & Addressed() & ~filters.StatusUpdate.ALL, asking.asked),
        MessageHandler(filters.UpdateType.EDITED_MESSAGE & Addressed(), asking.edited),
        *(CallbackQueryHandler(gate.button(name, does), f"^{name}:") for name, does in buttons.items()),
        CallbackQueryHandler(pressing.unknown),
        InlineQueryHandler(elsewhere.inline),
    ]


def _command(name: str, does: Any) -> CommandHandler[Any, Any]:
    """A command, in new messages only: PTB would fire on edited ones too."""
    return CommandHandler(name, does, filters=NEW)
