"""What the commands say on standard output and standard error, and which day it is."""

from __future__ import annotations

import sys
from datetime import date, datetime


def say(text: str = "") -> None:
    """Write a line for the person, or for the program behind the pipe; at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def warn(text: str) -> None:
    """Write a line about something that went wrong, or about progress."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def make_printable() -> None:
    """Let a terminal that knows no curly quotes show a question mark instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def today() -> date:
    """The day it is where this program runs."""
    return datetime.now().astimezone().date()
