"""Judgements and their sources are only ever added to: the database itself refuses to change or delete them."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# May be erased, once the story has a tombstone.
OF_A_STORY = (
    "story_revision",
    "story_attribute",
    "proposal",
    "evidence",
    "decision",
    "decision_note",
    "decision_researcher",
    "decision_supersedes",
    "decision_saw",
    "run_event",
    "sent_log",
)
FOR_EVER = ("codebook", "prompt", "run", "ruling", "ruling_researcher", "ruling_supersedes", "tombstone")

FUNCTIONS = (
    """CREATE FUNCTION sq_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION USING MESSAGE = 'append-only: ' || TG_TABLE_NAME, ERRCODE = '23001'; END $$""",
    """CREATE FUNCTION sq_refuse_unless_withdrawn() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NOT EXISTS (SELECT 1 FROM tombstone WHERE story_id = OLD.story_id) THEN
        RAISE EXCEPTION USING MESSAGE = 'append-only: ' || TG_TABLE_NAME, ERRCODE = '23001';
      END IF;
      IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
      RETURN NEW;
    END $$""",
)


def upgrade() -> None:
    """Make the triggers, on every table that is only added to."""
    if op.get_bind().dialect.name == "sqlite":
        _on_sqlite()
    else:
        _on_postgresql()


def _on_sqlite() -> None:
    unless = "WHEN NOT EXISTS (SELECT 1 FROM tombstone WHERE story_id = OLD.story_id)"
    for table, when in [(t, unless) for t in OF_A_STORY] + [(t, "") for t in FOR_EVER]:
        for action in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} {when} "
                f"BEGIN SELECT RAISE(ABORT, 'append-only: {table}'); END"
            )
    op.execute(
        "CREATE TRIGGER story_no_delete BEFORE DELETE ON story BEGIN SELECT RAISE(ABORT, 'append-only: story'); END"
    )


def _on_postgresql() -> None:
    for function in FUNCTIONS:
        op.execute(function)
    unless = [(t, "sq_refuse_unless_withdrawn") for t in OF_A_STORY]
    for table, function in unless + [(t, "sq_refuse") for t in FOR_EVER]:
        op.execute(
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {function}()"
        )
    op.execute("CREATE TRIGGER story_no_delete BEFORE DELETE ON story FOR EACH ROW EXECUTE FUNCTION sq_refuse()")
    for table in (*OF_A_STORY, *FOR_EVER):
        op.execute(f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} EXECUTE FUNCTION sq_refuse()")
