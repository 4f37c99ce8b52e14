"""The states of drafts of reorganisations in words, as parameters of messages."""

from typing import Final

from institutions.kinds.base import Label
from rules.models import ReorganisationState

STATES: Final = {
    ReorganisationState.CHECKED: Label("Checked", "確認済み"),
    ReorganisationState.REFUSED: Label("With errors", "エラーあり"),
    ReorganisationState.ENACTED: Label("Enacted", "確定"),
    ReorganisationState.WITHDRAWN: Label("Withdrawn", "取下げ"),
}


def state_label(state: str) -> Label:
    """Return a state in both languages."""
    return STATES[ReorganisationState(state)]
