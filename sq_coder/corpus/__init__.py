"""Corpus: from the text of documents to stories, each recognised whatever file it comes in."""

from sq_coder.corpus.identity import fingerprint, story_id
from sq_coder.corpus.joining import join
from sq_coder.corpus.nearness import near
from sq_coder.corpus.splitting import split
from sq_coder.domain import normalise

__all__ = ["fingerprint", "join", "near", "normalise", "split", "story_id"]
