"""A study's settings, as study.toml holds them."""

from __future__ import annotations

from dataclasses import dataclass

from sq_coder.domain.decision import Working


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """Where the language model is. Never a key: that comes from the environment."""

    base_url: str = ""
    model: str = ""
    temperature: float | None = None
    seed: int | None = None
    key_variable: str = "OPENAI_API_KEY"
    only_endpoint: str = ""  # when set, no other endpoint is ever asked


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
    model: ModelSettings = ModelSettings()
