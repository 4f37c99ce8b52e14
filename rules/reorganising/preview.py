"""The whole preview of a draft: findings about the organisation, the partnerships, and everything with a new owner."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from institutions.access.callers import Reader
from institutions.access.partnerships import partnerships_read_by
from institutions.drafts.reorganisation.document import Reorganisation
from institutions.models import Partnership
from institutions.parties.organisation.state import OrganisationHistory
from rules.assessing.reorganisation import preview_of
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.engine.loading.rulebook_in_force import current_rulebook, organisation_rules_in
from rules.reorganising.case_effect import effects_of_cases, whole_answer
from rules.reorganising.compared_cases import GATHERED, by_case_evaluators
from rules.reorganising.duties import changed_duties
from rules.reorganising.laid_over import DraftOnRegister
from rules.reorganising.touched import touched_partnerships

Json = dict[str, Any]  # Any: plain data


def whole_preview(
    draft: Reorganisation,
    history: OrganisationHistory,
    *,
    reader: Reader,
    organisation: LoadedRulebook | None = None,
    book: LoadedRulebook | None = None,
) -> Json:
    """Return what a draft would do, in the form of the contract, at once. DraftInvalid if it cannot be done.

    Partnerships count and show as the reader may read them. Nothing is written, sent or locked: the register is read
    as it was known at one moment, once as it is and once with the draft laid over it. Both case evaluators answer:
    `rules.reorganising.preview_jobs` is for many partnerships.
    """
    laid, answer = laid_with_answer(draft, history, book or current_rulebook(), organisation)
    readable = readable_partnerships(reader)
    return whole_answer(answer, effects_at_once(touched_partnerships(laid.days, readable), laid), readable.count())


def laid_with_answer(
    draft: Reorganisation,
    history: OrganisationHistory,
    book: LoadedRulebook,
    organisation: LoadedRulebook | None = None,
) -> tuple[DraftOnRegister, Json]:
    """Return a draft laid over the register as it is now, with the parts of the answer that need no partnership.

    DraftInvalid if the draft cannot be done, or rests on another organisation.
    """
    answer = preview_of(draft, history, organisation or organisation_rules_in(book))
    laid = DraftOnRegister.lay(draft, history, timezone.now(), book)
    return laid, {**answer, "duties": changed_duties(laid.days)}


def effects_at_once(partnerships: Sequence[UUID], laid: DraftOnRegister) -> dict[UUID, Json]:
    """Return the effects on partnerships, computed here and now by both case evaluators."""
    effects: dict[UUID, Json] = {}
    for at in range(0, len(partnerships), GATHERED):
        effects |= effects_of_cases(partnerships[at : at + GATHERED], laid, by_case_evaluators(laid.book))
    return effects


def readable_partnerships(reader: Reader) -> QuerySet[Partnership]:
    """Return the partnerships that count for a reader."""
    return partnerships_read_by(reader).filter(submissions__superseded_at=None)
