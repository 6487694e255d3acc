"""Proposals of a study: run a proposer, paste an answer, look at what was proposed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from threading import Event

import sq_coder
from sq_coder import propose
from sq_coder.domain import (
    ModelSettings,
    Preview,
    Prompt,
    Proposal,
    ProposalId,
    ProposalStatus,
    Proposed,
    Reply,
    Request,
    Run,
    RunEvent,
    RunId,
    Slice,
    Story,
    new_id,
    now,
)
from sq_coder.errors import ModelError, Problem, quote
from sq_coder.gateways import folder as folders
from sq_coder.study.base import OnProgress, StudyBase, ignore_progress, is_cancelled

PROPOSERS = ("codebook", "paste", "openai")
