"""What is said of batches: left with an endpoint, and collected."""

from __future__ import annotations

from collections.abc import Sequence

from sq_coder.cli.output import State, counted, emit, say
from sq_coder.domain import BatchState, Collected, Proposed

_STATES = {
    BatchState.BEING_LEFT: "is being left by another sq-coder at this moment",
    BatchState.UNDER_WAY: "is under way",
    BatchState.COLLECTED: "was collected",
    BatchState.NOT_TAKEN: "was not taken by the endpoint",
}


def print_left(state: State, left: Proposed) -> None:
    """Say what was left with an endpoint, and what stayed here."""
    withheld = [{"story": story, "reason": reason} for story, reason in left.withheld]
    if state.json:
        names = ("proposer", "model", "already_there", "under_way", "requests", "cancelled")
        document = {"run": left.run or None} | {name: getattr(left, name) for name in names}
        emit(document | {"withheld": withheld, "stopped": left.stopped or None})
        return
    for story, reason in left.withheld:
        say(f"Story {story[:8]} was not sent: {reason}")
    stopped = f" {left.stopped}" if left.stopped else ""
    say(
        f"{counted(left.under_way, 'request')} left as a batch, {left.already_there} already there or under way.{stopped}"
        + (" Collect the answers, within a day, with: sq-coder propose --collect" if left.under_way else "")
    )


def print_collected(state: State, found: Sequence[Collected]) -> None:
    """Say of every batch how far it is, and what its answers came to."""
    if state.json:
        numbers = ("model", "proposed", "unusable", "failed", "under_way", "prompt_tokens", "completion_tokens")
        emit(
            [
                {"run": one.proposed.run, "state": one.state.value, "answered": one.answered, "requests": one.questions}
                | {name: getattr(one.proposed, name) for name in numbers}
                | {"problems": [{"story": story, "reason": reason} for story, reason in one.proposed.problems]}
                | {"stopped": one.proposed.stopped or None}
                for one in found
            ]
        )
        return
    for one in found:
        done = one.proposed
        for story, reason in done.problems:
            say(f"Story {story[:8]} failed: {reason}")
        counts = f": {done.proposed} usable, {done.unusable} unusable, {done.failed} failed" if one.answered else ""
        of = f"{one.answered} of {one.questions} answered"
        say(f"Batch {done.run[:8]} {_STATES[one.state]}, {of}{counts}. {done.stopped}".rstrip())
    if not found:
        say("No batch was left. Leave one with: sq-coder propose --batch")
