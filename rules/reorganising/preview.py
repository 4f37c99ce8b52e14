"""The whole preview of a draft: findings about the organisation, the partnerships, and obligations with a new owner."""

from typing import Any

from django.utils import timezone

from institutions.access.callers import Reader
from institutions.access.partnerships import partnerships_read_by
from institutions.drafts.reorganisation.document import Reorganisation
from institutions.drafts.reorganisation.enacting.changes import days_of_change
from institutions.parties.organisation.state import OrganisationHistory
from rules.assessing.reorganisation import preview_of
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.engine.loading.program_rulebook import organisation_rulebook
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.reorganising.compared_cases import ComparedFindings, compare_cases
from rules.reorganising.obligations import obligations_of, partnerships_left
from rules.reorganising.overlay import drafted_government
from rules.reorganising.touched import touched_partnerships

Json = dict[str, Any]  # Any: plain data


def whole_preview(
    draft: Reorganisation,
    history: OrganisationHistory,
    *,
    reader: Reader,
    at_most: int | None = None,
    organisation: LoadedRulebook | None = None,
    book: LoadedRulebook | None = None,
) -> Json:
    """Return what a draft would do, in the form of the contract. DraftInvalid if it cannot be done.

    Partnerships count and show as the reader may read them. Nothing is written, sent or locked: the register is read
    as it was known at one moment, once as it is and once with the draft laid over it. A draft that touches more than
    `at_most` partnerships says so in `not_computed`, and has no lists of partnerships and obligations.
    """
    answer = preview_of(draft, history, organisation or organisation_rulebook())
    days = days_of_change(draft, history)
    readable = partnerships_read_by(reader).filter(submissions__superseded_at=None)
    touched = touched_partnerships(days, readable)
    if at_most is not None and len(touched) > at_most:
        return {**answer, "touched": len(touched), "not_computed": ["partnerships", "obligations"]}
    found = ComparedFindings()
    cases = compare_cases(
        touched,
        lambda government: drafted_government(government, days, draft.assessed_on),
        on=draft.assessed_on,
        known_at=timezone.now(),
        book=book or current_rulebook(),
    )
    for case in cases:
        found.add(case)
    return {
        **answer,
        "orphans": [*answer["orphans"], *partnerships_left(days, readable)],
        "partnerships": found.to_json(readable.count()),
        "obligations": obligations_of(days, readable),
    }
