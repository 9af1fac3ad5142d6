"""A loopback Bot API for tests: `with BotApi() as api: …` serves one bot at `api.root` with `api.token`.

What is right is not judged here: TDLib (tdjson) parses texts and finds entities and quotes, aiogram's models
(Bot API 10.3) say what a valid request is. Where either is missing, importing fails.

Known differences:
- aiogram reads a broken inline keyboard as another kind of reply markup (its union takes anything);
  `judges` therefore asks the model of the very kind. Its lists of reactions and chat actions are open:
  python-telegram-bot's constants judge those. aiogram requires no field that PTB 22.8 leaves out, and knows all 175
  methods PTB sends; PTB's `current_offset`, and a media group's common caption, never go over the wire.
- A webhook may be plain http on loopback. The body of a webhook's answer is not read as a method call.
- Plain commands reach a privacy-mode bot while no other bot has spoken after it.
- Methods that Telegram has and this server has not are answered with 501 and stand in `api.refused`.
"""

from botapi.api import BotApi
from botapi.chats import Chat, Topic
from botapi.faults import Fault, Flood
from botapi.messages import Button, Message
from botapi.places import Channel, Group, Private
from botapi.queries import Query
from botapi.server import Call
from botapi.world import User

__all__ = [
    "BotApi",
    "Button",
    "Call",
    "Channel",
    "Chat",
    "Fault",
    "Flood",
    "Group",
    "Message",
    "Private",
    "Query",
    "Topic",
    "User",
]
