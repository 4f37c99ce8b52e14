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
WITHOUT_ACTS: Final = Label("No act yet", "項目なし")


def state_label(state: str, *, has_acts: bool = True) -> Label:
    """Return a state in both languages. A draft that was only begun has nothing wrong in it."""
    found = ReorganisationState(state)
    return WITHOUT_ACTS if found == ReorganisationState.REFUSED and not has_acts else STATES[found]
