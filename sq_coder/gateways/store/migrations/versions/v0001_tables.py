"""The tables of a study, with the rules that hold for every row."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# A story points at its current revision and a revision at its story, so one of the two waits for the commit.
CURRENT = """FOREIGN KEY (id, revision) REFERENCES story_revision (story_id, revision)
  DEFERRABLE INITIALLY DEFERRED"""

SOURCES = """
CREATE TABLE codebook (
  ordinal {ordinal},
  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  name TEXT NOT NULL, text TEXT NOT NULL, at TEXT NOT NULL);

CREATE TABLE prompt (
  ordinal {ordinal},
  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  name TEXT NOT NULL CHECK (name <> ''), text TEXT NOT NULL, at TEXT NOT NULL);

CREATE TABLE study (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  name TEXT NOT NULL, secret TEXT NOT NULL CHECK (secret <> ''), created_at TEXT NOT NULL,
  notes TEXT NOT NULL DEFAULT '',
  codebook_sha256 TEXT REFERENCES codebook (sha256));

CREATE TABLE tombstone (
  story_id TEXT PRIMARY KEY, at TEXT NOT NULL, reason TEXT NOT NULL,
  revisions INTEGER NOT NULL, proposals INTEGER NOT NULL, decisions INTEGER NOT NULL);

CREATE TABLE story (
  ordinal {ordinal},
  id TEXT NOT NULL UNIQUE CHECK (id <> ''),
  revision INTEGER CHECK (revision >= 1),
  year INTEGER, group_name TEXT, perspective TEXT CHECK (perspective IN ('resident', 'facilitator')),
  CHECK ((revision IS NULL) = (perspective IS NULL)){current});

CREATE TABLE story_revision (
  story_id TEXT NOT NULL REFERENCES story (id), revision INTEGER NOT NULL CHECK (revision >= 1),
  title TEXT NOT NULL, title_key TEXT NOT NULL, year INTEGER, group_name TEXT,
  perspective TEXT NOT NULL CHECK (perspective IN ('resident', 'facilitator')), source TEXT NOT NULL,
  consent_ai TEXT NOT NULL CHECK (consent_ai IN ('yes', 'no', 'unknown')),
  consent_quote TEXT NOT NULL CHECK (consent_quote IN ('yes', 'no', 'unknown')),
  consent_archive TEXT NOT NULL CHECK (consent_archive IN ('yes', 'no', 'unknown')),
  at TEXT NOT NULL, text_sha256 TEXT NOT NULL CHECK (length(text_sha256) = 64), text TEXT NOT NULL,
  PRIMARY KEY (story_id, revision));

CREATE TABLE story_attribute (
  story_id TEXT NOT NULL, revision INTEGER NOT NULL, position INTEGER NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''), value TEXT NOT NULL,
  PRIMARY KEY (story_id, revision, position), UNIQUE (story_id, revision, name),
  FOREIGN KEY (story_id, revision) REFERENCES story_revision (story_id, revision));

CREATE TABLE researcher (
  ordinal {ordinal},
  id TEXT NOT NULL UNIQUE, name TEXT NOT NULL CHECK (name <> ''), key TEXT NOT NULL UNIQUE CHECK (key <> ''))
"""

PROPOSALS = """
CREATE TABLE run (
  ordinal {ordinal},
  id TEXT NOT NULL UNIQUE, proposer TEXT NOT NULL CHECK (proposer <> ''), model TEXT NOT NULL,
  endpoint TEXT NOT NULL, prompt TEXT NOT NULL, prompt_sha256 TEXT REFERENCES prompt (sha256),
  parameters TEXT NOT NULL, codebook_sha256 TEXT REFERENCES codebook (sha256), version TEXT NOT NULL,
  at TEXT NOT NULL);

CREATE TABLE run_event (
  ordinal {ordinal},
  run_id TEXT NOT NULL REFERENCES run (id), kind TEXT NOT NULL CHECK (kind <> ''), at TEXT NOT NULL,
  story_id TEXT REFERENCES story (id), detail TEXT NOT NULL);

CREATE TABLE proposal (
  ordinal {ordinal},
  id TEXT NOT NULL UNIQUE, run_id TEXT NOT NULL REFERENCES run (id),
  story_id TEXT NOT NULL REFERENCES story (id),
  status TEXT NOT NULL CHECK (status IN ('ok', 'unusable', 'failed', 'no_fitting_word')),
  keyword TEXT NOT NULL, score DOUBLE PRECISION, raw_reply TEXT NOT NULL, reason TEXT NOT NULL,
  text_sha256 TEXT NOT NULL, request_key TEXT NOT NULL CHECK (request_key <> ''),
  attempt INTEGER NOT NULL CHECK (attempt >= 0),
  answered_by TEXT NOT NULL, fingerprint TEXT NOT NULL, finish_reason TEXT NOT NULL, thoughts TEXT NOT NULL,
  prompt_tokens INTEGER CHECK (prompt_tokens >= 0), completion_tokens INTEGER CHECK (completion_tokens >= 0),
  seconds DOUBLE PRECISION CHECK (seconds >= 0), pseudonymised BOOLEAN NOT NULL, at TEXT NOT NULL,
  UNIQUE (story_id, id),
  CHECK ((status = 'ok') = (keyword <> '')), CHECK ((status = 'failed') = (attempt = 0)));

CREATE TABLE proposal_lease (
  story_id TEXT NOT NULL REFERENCES story (id), request_key TEXT NOT NULL,
  run_id TEXT NOT NULL REFERENCES run (id), until TEXT NOT NULL,
  PRIMARY KEY (story_id, request_key));

CREATE TABLE sent_log (
  ordinal {ordinal},
  endpoint TEXT NOT NULL, model TEXT NOT NULL, story_id TEXT NOT NULL REFERENCES story (id),
  body_sha256 TEXT NOT NULL CHECK (length(body_sha256) = 64),
  characters INTEGER NOT NULL CHECK (characters >= 0), pseudonymised BOOLEAN NOT NULL, at TEXT NOT NULL,
  run_id TEXT REFERENCES run (id))
"""

DECISIONS = """
CREATE TABLE decision (
  ordinal {ordinal},
  id TEXT NOT NULL UNIQUE, story_id TEXT NOT NULL REFERENCES story (id),
  remark TEXT NOT NULL, at TEXT NOT NULL,
  sight TEXT NOT NULL CHECK (sight IN ('proposal', 'none', 'unknown')), saw TEXT,
  text_sha256 TEXT NOT NULL, codebook_sha256 TEXT REFERENCES codebook (sha256),
  UNIQUE (story_id, id), CHECK ((sight = 'proposal') = (saw IS NOT NULL)),
  FOREIGN KEY (story_id, saw) REFERENCES proposal (story_id, id));

CREATE TABLE decision_note (
  story_id TEXT NOT NULL, decision_id TEXT NOT NULL, position INTEGER NOT NULL,
  key TEXT NOT NULL CHECK (key <> ''), keyword TEXT NOT NULL,
  condition TEXT CHECK (condition <> ''), remark TEXT NOT NULL,
  PRIMARY KEY (decision_id, position),
  FOREIGN KEY (story_id, decision_id) REFERENCES decision (story_id, id));

CREATE TABLE decision_researcher (
  story_id TEXT NOT NULL, decision_id TEXT NOT NULL, position INTEGER NOT NULL,
  researcher_id TEXT NOT NULL REFERENCES researcher (id),
  PRIMARY KEY (decision_id, position), UNIQUE (decision_id, researcher_id),
  FOREIGN KEY (story_id, decision_id) REFERENCES decision (story_id, id));

CREATE TABLE decision_supersedes (
  story_id TEXT NOT NULL, decision_id TEXT NOT NULL, position INTEGER NOT NULL, superseded_id TEXT NOT NULL,
  PRIMARY KEY (decision_id, position), UNIQUE (decision_id, superseded_id),
  CHECK (decision_id <> superseded_id),
  FOREIGN KEY (story_id, decision_id) REFERENCES decision (story_id, id),
  FOREIGN KEY (story_id, superseded_id) REFERENCES decision (story_id, id));

CREATE TABLE decision_saw (
  story_id TEXT NOT NULL, decision_id TEXT NOT NULL, position INTEGER NOT NULL, seen_id TEXT NOT NULL,
  PRIMARY KEY (decision_id, position), UNIQUE (decision_id, seen_id), CHECK (decision_id <> seen_id),
  FOREIGN KEY (story_id, decision_id) REFERENCES decision (story_id, id),
  FOREIGN KEY (story_id, seen_id) REFERENCES decision (story_id, id));

CREATE TABLE evidence (
  ordinal {ordinal},
  story_id TEXT NOT NULL REFERENCES story (id), proposal_id TEXT, decision_id TEXT,
  start INTEGER NOT NULL CHECK (start >= 0), stop INTEGER NOT NULL, text TEXT NOT NULL,
  text_sha256 TEXT NOT NULL,
  CHECK ((proposal_id IS NULL) <> (decision_id IS NULL)),
  CHECK (stop > start), CHECK (length(text) = stop - start),
  FOREIGN KEY (story_id, proposal_id) REFERENCES proposal (story_id, id),
  FOREIGN KEY (story_id, decision_id) REFERENCES decision (story_id, id));

CREATE TABLE draft (
  story_id TEXT NOT NULL REFERENCES story (id), researcher_id TEXT NOT NULL REFERENCES researcher (id),
  content TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (story_id, researcher_id))
"""

RULINGS = """
CREATE TABLE ruling (
  ordinal {ordinal},
  id TEXT NOT NULL UNIQUE, key TEXT NOT NULL CHECK (key <> ''), keyword TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('place', 'merge', 'unmerge')), condition TEXT CHECK (condition <> ''),
  into_key TEXT CHECK (into_key <> ''), into_word TEXT NOT NULL, discussed BOOLEAN NOT NULL,
  remark TEXT NOT NULL, at TEXT NOT NULL, UNIQUE (key, id),
  CHECK ((kind = 'place') = (condition IS NOT NULL)), CHECK ((kind = 'merge') = (into_key IS NOT NULL)),
  CHECK (into_key <> key));

CREATE TABLE ruling_researcher (
  ruling_id TEXT NOT NULL REFERENCES ruling (id), position INTEGER NOT NULL,
  researcher_id TEXT NOT NULL REFERENCES researcher (id),
  PRIMARY KEY (ruling_id, position), UNIQUE (ruling_id, researcher_id));

CREATE TABLE ruling_supersedes (
  key TEXT NOT NULL, ruling_id TEXT NOT NULL, position INTEGER NOT NULL, superseded_id TEXT NOT NULL,
  PRIMARY KEY (ruling_id, position), UNIQUE (ruling_id, superseded_id), CHECK (ruling_id <> superseded_id),
  FOREIGN KEY (key, ruling_id) REFERENCES ruling (key, id),
  FOREIGN KEY (key, superseded_id) REFERENCES ruling (key, id))
"""

# What follows from decisions, rulings and the codebook; rewritten as a whole, so its keys wait for the commit.
DERIVED = """
CREATE TABLE keyword (
  key TEXT PRIMARY KEY CHECK (key <> ''), word TEXT NOT NULL,
  counts_as TEXT NOT NULL REFERENCES keyword (key) DEFERRABLE INITIALLY DEFERRED,
  condition TEXT NOT NULL CHECK (condition <> ''), discussed BOOLEAN NOT NULL, remark TEXT NOT NULL);

CREATE TABLE verdict (
  story_id TEXT PRIMARY KEY REFERENCES story (id), at TEXT NOT NULL);

CREATE TABLE verdict_decision (
  story_id TEXT NOT NULL REFERENCES verdict (story_id), position INTEGER NOT NULL, decision_id TEXT NOT NULL,
  PRIMARY KEY (story_id, position),
  FOREIGN KEY (story_id, decision_id) REFERENCES decision (story_id, id));

CREATE TABLE verdict_researcher (
  story_id TEXT NOT NULL REFERENCES verdict (story_id), position INTEGER NOT NULL,
  researcher_id TEXT NOT NULL REFERENCES researcher (id), PRIMARY KEY (story_id, position));

CREATE TABLE verdict_note (
  story_id TEXT NOT NULL REFERENCES verdict (story_id), position INTEGER NOT NULL,
  key TEXT NOT NULL REFERENCES keyword (key) DEFERRABLE INITIALLY DEFERRED, keyword TEXT NOT NULL,
  condition TEXT CHECK (condition <> ''), remark TEXT NOT NULL, PRIMARY KEY (story_id, position))
"""

INDEXES = """
CREATE INDEX story_in_order ON story (year, ordinal);
CREATE INDEX story_revision_by_title ON story_revision (title_key);
CREATE INDEX story_attribute_by_name ON story_attribute (name, value);
CREATE UNIQUE INDEX proposal_done ON proposal (story_id, request_key, attempt) WHERE status <> 'failed';
CREATE UNIQUE INDEX proposal_once_in_a_run ON proposal (run_id, story_id, request_key) WHERE status <> 'failed';
CREATE INDEX run_event_by_run ON run_event (run_id);
CREATE INDEX run_event_by_story ON run_event (story_id);
CREATE INDEX evidence_by_proposal ON evidence (proposal_id);
CREATE INDEX evidence_by_decision ON evidence (decision_id);
CREATE INDEX evidence_by_story ON evidence (story_id);
CREATE INDEX decision_by_saw ON decision (story_id, saw);
CREATE INDEX decision_note_by_story ON decision_note (story_id, decision_id);
CREATE INDEX decision_researcher_by_story ON decision_researcher (story_id, decision_id);
CREATE INDEX decision_supersedes_by_story ON decision_supersedes (story_id, superseded_id);
CREATE INDEX decision_saw_by_story ON decision_saw (story_id, seen_id);
CREATE INDEX sent_log_by_story ON sent_log (story_id)
"""


def upgrade() -> None:
    """Make every table and index."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    ordinal = (
        "INTEGER PRIMARY KEY AUTOINCREMENT" if is_sqlite else "INTEGER GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY"
    )
    for group in (SOURCES, PROPOSALS, DECISIONS, RULINGS, DERIVED, INDEXES):
        for statement in group.split(";\n"):
            op.execute(statement.format(ordinal=ordinal, current=f",\n  {CURRENT}" if is_sqlite else ""))
    if not is_sqlite:  # SQLite cannot add a constraint afterwards, PostgreSQL wants the other table first
        op.execute(f"ALTER TABLE story ADD CONSTRAINT story_current {CURRENT}")
