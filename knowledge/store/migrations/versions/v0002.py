"""What was asked, counted per day, subject and outcome."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

LARGE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BYTEWISE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text ordered by its code points, so that both databases list in the same order."""


def upgrade() -> None:
    """Make the table of counts."""
    op.create_table(
        "asked",
        sa.Column("day", BYTEWISE, primary_key=True),
        sa.Column("subject", BYTEWISE, primary_key=True),
        sa.Column("outcome", BYTEWISE, primary_key=True),
        sa.Column("hits", LARGE, nullable=False),
    )
