"""What goes out to another machine: names replaced by stand-ins, what was left looked for, evidence put back."""

from sq_coder.propose.privacy.leaks import leaks
from sq_coder.propose.privacy.sentences import blocked, notice
from sq_coder.propose.privacy.stand_ins import pseudonymise, restore, story_span, with_stand_ins

__all__ = ["blocked", "leaks", "notice", "pseudonymise", "restore", "story_span", "with_stand_ins"]
