"""A second reader may ask to discuss a story; until now such a wish could not be kept."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the wish to discuss to decisions; nobody asked before."""
    op.execute("ALTER TABLE decision ADD COLUMN discuss BOOLEAN NOT NULL DEFAULT FALSE")
