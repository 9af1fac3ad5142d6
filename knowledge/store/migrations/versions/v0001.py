"""First version: articles, the term index, and the tables of the bot's ledger."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

LARGE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BYTEWISE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text ordered by its code points, so that both databases list in the same order."""


def upgrade() -> None:
    """Make every table."""
    _make_articles()
    _make_index()
    _make_queue()
    _make_chats()


def _make_articles() -> None:
    op.create_table(
        "article",
        sa.Column("number", LARGE, primary_key=True, autoincrement=False),
        sa.Column("id", BYTEWISE, nullable=False, unique=True),
        sa.Column("date", BYTEWISE, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("source", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("is_shipped", sa.SmallInteger(), nullable=False),
        sa.Column("digest", LARGE, nullable=False),
    )
    op.create_index("article_by_date", "article", ["date", "id"])
    op.create_table(
        "article_body",
        sa.Column("article", LARGE, sa.ForeignKey("article.number", ondelete="CASCADE"), primary_key=True),
        sa.Column("meta", sa.LargeBinary(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
    )
    op.create_table(
        "passage",
        sa.Column("number", LARGE, primary_key=True, autoincrement=False),
        sa.Column("article", LARGE, sa.ForeignKey("article.number", ondelete="CASCADE"), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.Column("terms", sa.LargeBinary(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
    )
    op.create_index("passage_of_article", "passage", ["article", "place"], unique=True)
    op.create_table(
        "fact",
        sa.Column("number", LARGE, primary_key=True, autoincrement=False),
        sa.Column("id", BYTEWISE, nullable=False, unique=True),
        sa.Column("article", LARGE, sa.ForeignKey("article.number", ondelete="CASCADE"), nullable=False),
        sa.Column("passage", LARGE),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("attribute", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("evidence_start", "evidence_stop", "sentence_start", "sentence_stop")
        ),
        sa.Column("details", sa.Text(), nullable=False),
    )
    op.create_index("fact_of_passage", "fact", ["article", "passage"])


def _make_index() -> None:
    op.create_table(
        "term",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("text", BYTEWISE, nullable=False, unique=True),
        sa.Column("df", sa.Integer(), nullable=False),
    )
    op.create_table(
        "term_deletion",
        sa.Column("hash", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("term", sa.Integer(), primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "posting",
        sa.Column("term", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("passage", LARGE, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    tally = op.create_table(
        "tally",
        *(
            sa.Column(name, LARGE, nullable=False)
            for name in ("articles", "passages", "facts", "last_article", "last_passage", "last_fact", "last_term")
        ),
        sa.Column("revision", LARGE, nullable=False),
        sa.Column("digest", LARGE, nullable=False),
    )
    op.bulk_insert(tally, [{column.name: 0 for column in tally.columns}])
    op.create_table(
        "setting",
        sa.Column("key", BYTEWISE, primary_key=True),
        sa.Column("value", sa.Text(), nullable=False),
    )


def _make_queue() -> None:
    op.create_table(
        "inbox",
        sa.Column("update_id", LARGE, primary_key=True, autoincrement=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try", sa.Float(53), nullable=False),
        sa.Column("worker", sa.Text()),
        sa.Column("problem", sa.Text()),
    )
    op.create_index("inbox_by_state", "inbox", ["state", "next_try"])
    op.create_index("inbox_by_lane", "inbox", ["lane", "update_id"])
    op.create_table(
        "outbox",
        sa.Column("update_id", LARGE, primary_key=True, autoincrement=False),
        sa.Column("part", BYTEWISE, primary_key=True),
        sa.Column("chat", LARGE, nullable=False),
        sa.Column("message_id", LARGE, nullable=False),
        sa.Column("sent_at", sa.Float(53), nullable=False),
    )
    op.create_index("outbox_by_message", "outbox", ["chat", "message_id"])


def _make_chats() -> None:
    op.create_table(
        "conversation",
        sa.Column("chat", LARGE, primary_key=True, autoincrement=False),
        sa.Column("topic", LARGE, primary_key=True, autoincrement=False),
        sa.Column("asker", LARGE, primary_key=True, autoincrement=False),
        sa.Column("focus", sa.Text(), nullable=False),
        sa.Column("expires", sa.Float(53), nullable=False),
    )
    op.create_index("conversation_by_expiry", "conversation", ["expires"])
    op.create_index("conversation_of_asker", "conversation", ["asker"])
    op.create_table(
        "chat",
        sa.Column("chat", LARGE, primary_key=True, autoincrement=False),
        sa.Column("settings", sa.Text(), nullable=False),
    )
    op.create_table(
        "answer",
        sa.Column("id", BYTEWISE, primary_key=True),
        sa.Column("chat", LARGE),
        sa.Column("topic", LARGE),
        sa.Column("asker", LARGE),
        sa.Column("message_id", LARGE),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Float(53), nullable=False),
    )
    op.create_index("answer_of_asker", "answer", ["asker"])
    op.create_index("answer_of_chat", "answer", ["chat", "message_id"])
    op.create_table(
        "counter",
        sa.Column("scope", BYTEWISE, primary_key=True),
        sa.Column("who", LARGE, primary_key=True, autoincrement=False),
        sa.Column("period", LARGE, primary_key=True, autoincrement=False),
        sa.Column("hits", LARGE, nullable=False),
    )
    op.create_table(
        "note",
        sa.Column("key", BYTEWISE, primary_key=True),
        sa.Column("value", sa.Text(), nullable=False),
    )
