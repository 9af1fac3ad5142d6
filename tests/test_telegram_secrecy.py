"""The bot token stands in no repr, no log line and no traceback."""

from __future__ import annotations

import logging

import pytest

from bot.app import make_bot
from bot.discretion import Discreet
from bot.pace import Pace
from bot.watchdog import Pulse

TOKEN = "7000001:AAsecret-secret-secret-secret"


def formatted(message: str, error: Exception | None = None) -> str:
    given = (type(error), error, None) if error is not None else None
    record = logging.LogRecord("httpx", logging.INFO, "x.py", 1, message, None, given)
    return Discreet("%(message)s", TOKEN).format(record)


def test_a_bots_repr_hides_its_token() -> None:
    assert TOKEN not in repr(make_bot(TOKEN, base_url=None, pulse=Pulse(), pace=Pace(1)))


@pytest.mark.parametrize(
    "line",
    [
        f"POST https://api.telegram.org/bot{TOKEN}/sendMessage",
        f"token `{TOKEN}` was rejected",
        "GET /bot123456:BBother-other-other-other-other/getMe",
        "GET /bot123456%3ABBother-other-other-other-other/getMe",
    ],
)
def test_a_log_line_hides_what_looks_like_a_token(line: str) -> None:
    assert "<token>" in formatted(line)
    assert "secret-secret" not in formatted(line)
    assert "other-other" not in formatted(line)


def test_a_traceback_hides_the_token() -> None:
    assert TOKEN not in formatted("failed", ValueError(TOKEN))
