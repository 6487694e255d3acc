"""A study's settings, as study.toml holds them."""

from __future__ import annotations

from dataclasses import dataclass, field

from sq_coder.domain.decision import FirstSelf, Working
from sq_coder.domain.privacy import Listed


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """Where the language model is. Never a key: that comes from the environment."""

    base_url: str = ""
    model: str = ""
    temperature: float | None = None
    seed: int | None = None
    key_variable: str = "OPENAI_API_KEY"
    only_endpoint: str = ""  # when set, no other endpoint is ever asked
    api_version: str = ""  # of Azure's deployments; empty for every other endpoint
    max_tokens: int | None = None  # of an answer; a reasoning model needs thousands
    timeout: float = 120.0  # seconds that one answer may take
    input_price: float | None = None  # of a million tokens that are sent
    output_price: float | None = None  # of a million tokens that are answered
    currency: str = "EUR"
    most_cost: float | None = None  # a run stops when it has cost this


@dataclass(frozen=True, slots=True)
class Settings:
    """How a study works."""

    name: str
    language: str = "nl"
    database: str = ""  # empty: study.db in the study's folder
    working: Working = Working.TOGETHER
    coders_per_story: int = 2
    proposer: str = "codebook"
    prompt: str = "kernwoord.v1"
    first_self: FirstSelf = FirstSelf.NONE
    first_self_percent: int = 20  # of the stories, when first_self is share
    model: ModelSettings = ModelSettings()
    private: Listed = field(default_factory=Listed)  # what never goes out to another machine
