"""The one message that is sent: the prompt, one blank line, the story. No system message, no added words."""

from __future__ import annotations

from sq_coder.domain import Prompt, Story


def render(prompt: Prompt, story: Story) -> str:
    """The message for a story: its text only, as the published study pasted it; the title stays home.

    A title is often the interviewer's own summary, and would give the answer away.
    """
    return f"{prompt.text.strip()}\n\n{story.text.strip()}"
