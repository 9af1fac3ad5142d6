"""The passages of a term lie in packed blocks, and the terms of a passage bring a sketch of their letters."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from struct import pack, unpack

import sqlalchemy as sa
from alembic import op

from knowledge.store.postings import BLOCK_BITS, PLACES, pack_places, sketch

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

PAGE = 20_000
"""Rows rewritten at a time: memory stays flat."""
READ_POSTINGS = (
    "SELECT term, passage FROM posting_plain WHERE (term, passage) > (:term, :passage) "
    "ORDER BY term, passage LIMIT :page"
)
WRITE_POSTINGS = "INSERT INTO posting (term, block, passages) VALUES (:term, :block, :passages)"
READ_PASSAGES = "SELECT number, terms FROM passage WHERE number > :last ORDER BY number LIMIT :page"
WRITE_PASSAGES = "UPDATE passage SET terms = :terms WHERE number = :number"


def upgrade() -> None:
    """Rewrite the term index."""
    connection = op.get_bind()
    op.rename_table("posting", "posting_plain")
    if connection.dialect.name == "postgresql":
        op.execute("ALTER INDEX posting_pkey RENAME TO posting_plain_pkey")
    op.create_table(
        "posting",
        sa.Column("term", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("block", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("passages", sa.LargeBinary(), nullable=False),
        sqlite_with_rowid=False,
    )
    if connection.dialect.name == "postgresql":
        # Compressing what is appended to all the time costs more than it saves.
        op.execute("ALTER TABLE posting ALTER COLUMN passages SET STORAGE EXTERNAL")
    _pack_postings(connection)
    op.drop_table("posting_plain")
    _sketch_terms(connection)


def _pack_postings(connection: sa.Connection) -> None:
    blocks = groupby(_postings(connection), key=lambda row: (row[0], row[1] >> BLOCK_BITS))
    waiting = []
    for (term, block), rows in blocks:
        packed = pack_places(passage & PLACES for _, passage in rows)
        waiting.append({"term": term, "block": block, "passages": packed})
        if len(waiting) == PAGE:
            connection.execute(sa.text(WRITE_POSTINGS), waiting)
            waiting = []
    if waiting:
        connection.execute(sa.text(WRITE_POSTINGS), waiting)


def _postings(connection: sa.Connection) -> Iterator[tuple[int, int]]:
    term, passage = -1, -1
    while rows := connection.execute(
        sa.text(READ_POSTINGS), {"term": term, "passage": passage, "page": PAGE}
    ).fetchall():
        yield from ((row[0], row[1]) for row in rows)
        term, passage = rows[-1]


def _sketch_terms(connection: sa.Connection) -> None:
    sketches = {number: sketch(text) for number, text in connection.execute(sa.text("SELECT number, text FROM term"))}
    last = -1
    while rows := connection.execute(sa.text(READ_PASSAGES), {"last": last, "page": PAGE}).fetchall():
        connection.execute(
            sa.text(WRITE_PASSAGES), [{"number": number, "terms": _sketched(terms, sketches)} for number, terms in rows]
        )
        last = rows[-1][0]


def _sketched(terms: bytes, sketches: dict[int, int]) -> bytes:
    ids = unpack(f"<{len(terms) // 4}I", terms)
    return b"".join(pack("<II", number, sketches.get(number, 0)) for number in ids)
