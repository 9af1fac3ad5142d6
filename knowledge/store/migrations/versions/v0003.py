"""Texts and analyses are kept compressed; an article is known again by its address and its content."""

from __future__ import annotations

import zlib

import sqlalchemy as sa
from alembic import op

from knowledge.store.sameness import content_key, page_key

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

LARGE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BYTEWISE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
PAGE = 200
"""Articles rewritten at a time: memory stays flat."""
READ = (
    "SELECT o.article, o.meta, o.text, a.title, a.url FROM article_plain o JOIN article a ON a.number = o.article "
    "WHERE o.article > :last ORDER BY o.article LIMIT :page"
)
WRITE = "INSERT INTO article_body (article, meta, text) VALUES (:article, :meta, :text)"
KEYS = "UPDATE article SET page = :page, content = :content WHERE number = :article"


def upgrade() -> None:
    """Rewrite what every article holds."""
    op.add_column("article", sa.Column("page", BYTEWISE))
    op.add_column("article", sa.Column("content", LARGE))
    op.rename_table("article_body", "article_plain")
    op.create_table(
        "article_body",
        sa.Column("article", LARGE, sa.ForeignKey("article.number", ondelete="CASCADE"), primary_key=True),
        sa.Column("meta", sa.LargeBinary(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
    )
    connection, last = op.get_bind(), -1
    while rows := connection.execute(sa.text(READ), {"last": last, "page": PAGE}).fetchall():
        bodies, keys = [], []
        for number, meta, text, title, url in rows:
            packed = {"meta": zlib.compress(bytes(meta)) if meta else b"", "text": zlib.compress(text.encode())}
            bodies.append({"article": number, **packed})
            keys.append({"article": number, "page": page_key(url), "content": content_key(title, text)})
        connection.execute(sa.text(WRITE), bodies)
        connection.execute(sa.text(KEYS), keys)
        last = rows[-1][0]
    op.drop_table("article_plain")
    op.create_index("article_by_page", "article", ["page"])
    op.create_index("article_by_content", "article", ["content"])
