"""The commands of the console, one short function each: options in, exit code out."""

from __future__ import annotations

import argparse

from bot.settings import Settings, read_settings
from knowledge import KnowledgeBase


def settings_of(options: argparse.Namespace) -> Settings:
    """Settings with this command line's options on top."""
    names = ("base_url", "webhook", "listen", "replica")
    given = {name: getattr(options, name, None) for name in names}
    return read_settings(data=options.data, file=options.settings, library=not options.empty, **given)


def open_base(options: argparse.Namespace) -> KnowledgeBase:
    """The knowledge base that the options name; to be closed."""
    settings = settings_of(options)
    return KnowledgeBase(settings.data, library=settings.library, replica=settings.replica)
