"""Conditions of a case: setting one, and noting that it is done."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from institutions.models import Account, Partnership
from institutions.values.hashing import hash_text
from rules.models import CaseCondition, ConditionDone
from rules.review.casework.act_table import Act
from rules.review.casework.acting import count_act, note_case_act, open_for_act
from rules.review.casework.deciding import check_measure
from rules.review.casework.entry_errors import EntryErrors, reason_of
from rules.review.casework.errors import BlockedError
from rules.review.casework.troubles.acts import ConditionDoneAlready, ConditionGone


def add_condition(
    partnership: Partnership, given: Mapping[str, Any], *, account: Account, version: int
) -> CaseCondition:
    """Set a condition of the case: `text`, `owner` and `due_on`. The values are not checked yet."""
    with transaction.atomic():
        view = open_for_act(partnership, Act.ADD_CONDITION, account, version=version)
        entered = EntryErrors()
        measure = check_measure(given, entered, view.today)
        entered.refuse_if_any()
        if measure is None:
            message = "A measure without errors has all its fields."
            raise AssertionError(message)
        moment = timezone.now()
        row = CaseCondition.objects.create(
            case=view.case, text=measure.text, owner=measure.owner, due_on=measure.due_on, account=account, at=moment
        )
        count_act(view.case, moment)
        note_case_act(
            view.case,
            "condition_set",
            f"condition:{row.pk}",
            account,
            after={"due_on": row.due_on.isoformat(), "text_sha256": hash_text(row.text)},
        )
        return row


def fulfil_condition(partnership: Partnership, condition: int, *, note: object, account: Account) -> ConditionDone:
    """Record that a valid condition is done, and how."""
    with transaction.atomic():
        view = open_for_act(partnership, Act.FULFIL, account)
        found = next((each for each in view.conditions if condition in each.rows), None)
        if found is None:
            raise BlockedError([ConditionGone()])
        if found.done:
            raise BlockedError([ConditionDoneAlready()])
        said, moment = reason_of(note, "note"), timezone.now()
        row = ConditionDone.objects.create(condition=found.condition, note=said, account=account, at=moment)
        count_act(view.case, moment)
        note_case_act(
            view.case,
            "condition_done",
            f"condition:{condition}",
            account,
            after={"done": row.pk, "note_sha256": hash_text(said)},
        )
        return row
