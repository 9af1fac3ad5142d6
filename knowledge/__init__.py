"""Answers questions from announcement articles, with citations. Knows no Telegram, network, environment or clock."""

from knowledge.base import KnowledgeBase
from knowledge.errors import BrokenArticle, BrokenFile, KnowledgeError, StoreError, UnknownArticle
from knowledge.library import library_problems, read_article
from knowledge.model import (
    Abstention,
    Added,
    Answer,
    Article,
    Certainty,
    Choice,
    Choices,
    Citation,
    Earlier,
    Fact,
    Focus,
    Granularity,
    Outcome,
    Reason,
    Span,
    Step,
    ValueKind,
    When,
)
from knowledge.store import KeptAnswer, Ledger, QueuedUpdate, open_ledger
from knowledge.yamlfile import Entry, parse_yaml, read_yaml

__all__ = [
    "Abstention",
    "Added",
    "Answer",
    "Article",
    "BrokenArticle",
    "BrokenFile",
    "Certainty",
    "Choice",
    "Choices",
    "Citation",
    "Earlier",
    "Entry",
    "Fact",
    "Focus",
    "Granularity",
    "KeptAnswer",
    "KnowledgeBase",
    "KnowledgeError",
    "Ledger",
    "Outcome",
    "QueuedUpdate",
    "Reason",
    "Span",
    "Step",
    "StoreError",
    "UnknownArticle",
    "ValueKind",
    "When",
    "library_problems",
    "open_ledger",
    "parse_yaml",
    "read_article",
    "read_yaml",
]
