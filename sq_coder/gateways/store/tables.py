"""The names of tables and columns, for queries. What holds for their rows stands in `migrations`."""

from __future__ import annotations

from sqlalchemy import Boolean, TableClause, column, table


def _table(name: str, columns: str, *, flags: str = "") -> TableClause:
    return table(name, *(column(c) for c in columns.split()), *(column(f, Boolean()) for f in flags.split()))


study = _table("study", "id name secret created_at notes codebook_sha256")
codebook = _table("codebook", "ordinal sha256 name text at")
prompt = _table("prompt", "ordinal sha256 name text at")
tombstone = _table("tombstone", "story_id at reason revisions proposals decisions")
story = _table("story", "ordinal id revision year group_name perspective")
story_revision = _table(
    "story_revision",
    "story_id revision title title_key year group_name perspective source "
    "consent_ai consent_quote consent_archive at text_sha256 text",
)
story_attribute = _table("story_attribute", "story_id revision position name value")
researcher = _table("researcher", "ordinal id name key")

run = _table(
    "run",
    "ordinal id proposer model endpoint prompt prompt_sha256 parameters codebook_sha256 version at purpose",
)
run_event = _table("run_event", "ordinal run_id kind at story_id detail")
proposal = _table(
    "proposal",
    "ordinal id run_id story_id status keyword score raw_reply reason text_sha256 request_key attempt "
    "answered_by fingerprint finish_reason thoughts prompt_tokens completion_tokens seconds at about place invented",
    flags="pseudonymised",
)
proposal_lease = _table("proposal_lease", "story_id request_key run_id until")
sent_log = _table("sent_log", "ordinal endpoint model story_id body_sha256 characters at run_id", flags="pseudonymised")

decision = _table("decision", "ordinal id story_id remark at sight saw text_sha256 codebook_sha256", flags="discuss")
decision_note = _table("decision_note", "story_id decision_id position key keyword condition remark")
decision_researcher = _table("decision_researcher", "story_id decision_id position researcher_id")
decision_supersedes = _table("decision_supersedes", "story_id decision_id position superseded_id")
decision_saw = _table("decision_saw", "story_id decision_id position seen_id")
evidence = _table("evidence", "ordinal story_id proposal_id decision_id start stop text text_sha256")
draft = _table("draft", "story_id researcher_id content at")

ruling = _table("ruling", "ordinal id key keyword kind condition into_key into_word remark at", flags="discussed")
ruling_researcher = _table("ruling_researcher", "ruling_id position researcher_id")
ruling_supersedes = _table("ruling_supersedes", "key ruling_id position superseded_id")

keyword = _table("keyword", "key word counts_as condition remark", flags="discussed")
verdict = _table("verdict", "story_id at")
verdict_decision = _table("verdict_decision", "story_id position decision_id")
verdict_researcher = _table("verdict_researcher", "story_id position researcher_id")
verdict_note = _table("verdict_note", "story_id position key keyword condition remark")

frozen = _table("frozen", "ordinal name key at language version codebook_sha256 tally figure report")
