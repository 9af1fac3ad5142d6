"""Puts the editors' handlers together: which command, which button and which message goes where."""

from __future__ import annotations

from dataclasses import dataclass

from bot.desk import Desk
from bot.gate import Gate, Handles
from bot.handlers.curating import Curating
from bot.handlers.drafting import Drafting
from bot.handlers.feeding import Feeding
from bot.handlers.granting import Granting
from bot.handlers.replying import Replying
from bot.handlers.reviewing import Reviewing
from bot.handlers.teaching import Teaching
from bot.outgoing import Outgoing

Named = dict[str, Handles]


@dataclass(frozen=True, slots=True)
class EditorsDesk:
    """What `bot/app.py` registers; the commands and buttons still without their guard."""

    commands: Named
    buttons: Named
    filed: Handles
    forwarded: Handles
    pasted: Handles
    replied: Handles
    posted: Handles


def make_editors_desk(desk: Desk, outgoing: Outgoing, gate: Gate, asked: Handles, known: Handles) -> EditorsDesk:
    """The handlers. asked: takes what turns out to be a question; known: a forwarded article that the bot has."""
    drafting, curating = Drafting(desk, outgoing), Curating(desk, outgoing)
    teaching, granting = Teaching(desk, outgoing, drafting), Granting(desk, outgoing)
    reviewing = Reviewing(desk, outgoing, teaching)
    feeding = Feeding(desk, outgoing, drafting, asked, known)
    takers = {
        **dict.fromkeys(("title", "date", "draft_value"), drafting.replied),
        "value": curating.replied,
        "teach": teaching.replied,
        "alias": teaching.replied,
    }
    shown = ("articles", "article", "facts", "merge", "remove", "undo", "log")
    commands: Named = {
        "add": feeding.add,
        **{name: getattr(curating, name) for name in shown},
        **{name: getattr(teaching, name) for name in ("teach", "confirm", "pin", "alias", "selftest")},
        **{name: getattr(granting, name) for name in ("grant", "revoke", "roles")},
        "review": reviewing.review,
    }
    buttons: Named = {
        "u": curating.undo_pressed,
        "g": reviewing.pressed,
        "a": curating.looked,
        "f": curating.changed,
        "d": drafting.pressed,
        "t": teaching.reconfirmed,
    }
    replying = Replying(desk, gate, takers, asked)
    return EditorsDesk(
        commands, buttons, feeding.filed, feeding.forwarded, feeding.pasted, replying.replied, feeding.posted
    )
