"""What asking costs: tokens and money, estimated before and counted after."""

from __future__ import annotations

from sq_coder.domain import ModelSettings, Purpose, Reply

LETTERS_PER_TOKEN = 3.3
"""Of Dutch text, for the vocabularies of large models; a small English one needs more tokens. So an estimate."""

ANSWER_TOKENS = 20
"""What one keyword takes, generously. A reasoning model's thoughts come on top and cannot be foreseen."""


def estimated_tokens(message: str) -> int:
    """About how many tokens a message is.

    >>> estimated_tokens("Dit is het verhaal:")
    6
    """
    return -int(-len(message) // LETTERS_PER_TOKEN)


def cost(settings: ModelSettings, prompt_tokens: float, completion_tokens: float) -> float | None:
    """What so many tokens cost; None when study.toml gives no prices."""
    if settings.input_price is None or settings.output_price is None:
        return None
    return (prompt_tokens * settings.input_price + completion_tokens * settings.output_price) / 1_000_000


PASSAGES_TOKENS = 200
"""What a few quotes take, or a reply that quotes too much."""


def answer_tokens(purpose: Purpose) -> int:
    """About how many tokens an answer is, by what is asked."""
    return PASSAGES_TOKENS if purpose is Purpose.PASSAGES else ANSWER_TOKENS


class Purse:
    """What a run has cost, and what is on its way. A run stops before it would cost more than study.toml allows."""

    def __init__(self, settings: ModelSettings, purpose: Purpose = Purpose.KEYWORD) -> None:
        self._settings, self._answer = settings, answer_tokens(purpose)
        self._reserved = 0.0
        self.prompt_tokens = self.completion_tokens = 0

    @property
    def spent(self) -> float | None:
        """What was used until now; None without prices."""
        return cost(self._settings, self.prompt_tokens, self.completion_tokens)

    def reserve(self, tokens: int) -> bool:
        """Whether one more message of so many tokens stays within the cap; if so its cost is set apart."""
        price, most = cost(self._settings, tokens, self._answer), self._settings.most_cost
        if price is None or most is None:
            return True
        if (self.spent or 0.0) + self._reserved + price > most:
            return False
        self._reserved += price
        return True

    def settle(self, tokens: int, reply: Reply | None) -> None:
        """Count what was used, by the endpoint's own count where it gives one, and let go of what was set apart."""
        price = cost(self._settings, tokens, self._answer)
        if price is not None and self._settings.most_cost is not None:
            self._reserved = max(0.0, self._reserved - price)
        if reply is not None:
            self.prompt_tokens += tokens if reply.prompt_tokens is None else reply.prompt_tokens
            self.completion_tokens += self._answer if reply.completion_tokens is None else reply.completion_tokens
