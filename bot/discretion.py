"""Keeps the bot token out of every log line, whoever writes it."""

from __future__ import annotations

import logging
import re

_ANY_TOKEN = re.compile(r"(?<!\d)\d{3,}(?::|%3[aA])[\w-]{20,}", re.ASCII)
HIDDEN = "<token>"


class Discreet(logging.Formatter):
    """Formats as usual, then takes out what is or looks like a bot token, in tracebacks too."""

    def __init__(self, layout: str, token: str) -> None:
        super().__init__(layout)
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        """The line without the token; what Telegram or the network said needs no traceback."""
        error = record.exc_info[1] if record.exc_info else None
        if type(error).__module__ == "telegram.error":
            record.exc_info = record.exc_text = None
        return hide(super().format(record), self._token)


def hide(text: str, token: str) -> str:
    """The text without the token, and without anything that looks like one.

    >>> hide("GET /bot123456:AAAAAAAAAAAAAAAAAAAAAAAA/getMe", "")
    'GET /bot<token>/getMe'
    """
    known = text.replace(token, HIDDEN) if token else text
    return _ANY_TOKEN.sub(HIDDEN, known)


def set_up_logging(token: str, *, level: int = logging.INFO) -> None:
    """Log to standard error; libraries that log every request only speak up when something is wrong."""
    handler = logging.StreamHandler()
    handler.setFormatter(Discreet("%(asctime)s %(levelname)s %(name)s: %(message)s", token))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in ("httpx", "httpcore", "telegram", "tornado.access", "aiolimiter"):
        logging.getLogger(name).setLevel(logging.WARNING)
