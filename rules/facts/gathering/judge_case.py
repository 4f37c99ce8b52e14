"""A case with a hypothetical judge, added as decision maker and evaluator. Nothing is stored."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from institutions.models import Submission
from rules.facts.gathering.answers import RegisterAnswers
from rules.facts.gathering.cases import build_case, roots_of
from rules.facts.gathering.document import Json
from rules.facts.gathering.from_register import document_keys, key_function, read_known
from rules.facts.gathering.parties import Identities
from rules.facts.gathering.statements import CaseInput
from rules.facts.gathering.succeeding import Government, document_on, read_government

ROLES = ("decision_maker", "evaluator")


def gather_as_judge(
    submission: Submission,
    person: UUID,
    identity: Identities,
    *,
    known_at: datetime,
    as_of: date,
    body: str,
    government: Government | None = None,
) -> CaseInput:
    """Build the case with the person in the roles of a judge, as of a day.

    Statements of `body` about people replace those of the submitter; statements made for this case alone are read in
    either way. `government`: another than that of the register.
    """
    government = replace(government or read_government(known_at), identity=identity).on(as_of)
    identity = government.identity
    keyed = key_function(document_keys([submission], identity)[submission.pk], government.successors)
    key = identity.key(person)
    officials = [*(submission.document.get("officials") or ()), *({"person": key, "role": role} for role in ROLES)]
    document: Json = {**submission.document, "officials": officials, "submitted_by": body}
    document = document_on(document, government.successions, as_of, received=submission.received_at)
    roots = roots_of(document, keyed, identity, partnership=str(submission.partnership_id))
    known = read_known([roots], government, known_at, RegisterAnswers())
    return build_case(document, keyed, roots, known, as_of)
