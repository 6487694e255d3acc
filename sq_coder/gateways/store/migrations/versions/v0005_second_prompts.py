"""Second prompts ask about a keyword: its passages and its place; until now every answer was a keyword itself."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what a run asks for, and what its answers are about; every run before asked for a keyword."""
    op.execute(
        "ALTER TABLE run ADD COLUMN purpose TEXT NOT NULL DEFAULT 'keyword' "
        "CHECK (purpose IN ('keyword', 'passages', 'place'))"
    )
    for name in ("about", "place", "invented"):
        op.execute(f"ALTER TABLE proposal ADD COLUMN {name} TEXT NOT NULL DEFAULT ''")
