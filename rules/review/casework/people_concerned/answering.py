"""The answer of a person concerned: in words, and with the facts about them that are wrong."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from institutions.models import Account
from institutions.values.hashing import hash_json, hash_text
from rules.access.account_ids import ids_of_account
from rules.events.kinds import PersonAnswered
from rules.events.publishing import publish
from rules.models import Correction, Hearing, HearingAnswer, Match
from rules.review.casework.act_table import Act
from rules.review.casework.acting import count_act, note_case_act, open_for_act
from rules.review.casework.case_view import CaseView
from rules.review.casework.entry_errors import LONGEST_REASON, EntryErrors
from rules.review.casework.errors import BlockedError
from rules.review.casework.people_concerned.own_facts import Json, facts_about
from rules.review.casework.people_concerned.question_state import REASONS, QuestionState, state_on_evidence
from rules.review.casework.troubles.entries import NoListEntered
from rules.review.casework.troubles.hearings import FactNotShown

Given = Mapping[str, Any]  # Any: what somebody entered, not checked yet
LONGEST_ANSWER: Final = 8_000
LONGEST_DOCUMENT: Final = 500


def keys_of_account(account: Account) -> frozenset[str]:
    """Return the keys in facts of the person behind an account."""
    return frozenset(str(each) for each in ids_of_account(account))


def answer_hearing(hearing: Hearing, given: Given, *, account: Account) -> HearingAnswer:
    """Store an answer with its corrections; it is shown beside the finding, and nothing of it is ever changed."""
    with transaction.atomic():
        view = open_for_act(hearing.finding.partnership, Act.ANSWER, account)
        match = finding_as_now(view, hearing)
        facts = facts_about(match, keys_of_account(account))
        entered = EntryErrors()
        text = entered.text("text", given.get("text"), longest=LONGEST_ANSWER)
        wrong = check_corrections(given.get("corrections"), facts, entered)
        entered.refuse_if_any()
        moment = timezone.now()
        row = HearingAnswer.objects.create(
            hearing=hearing, number=hearing.answers.count() + 1, text=text, account=account, at=moment
        )
        rows = [
            Correction(answer=row, place=place, fact=facts[place]["id"], kind=facts[place]["fact"], **said)
            for place, said in wrong.items()
        ]
        Correction.objects.bulk_create(rows)
        count_act(view.case, moment)
        said = [{"fact": each.fact, "text": each.text, "document": each.document} for each in rows]
        note_case_act(
            view.case,
            "hearing_answered",
            f"hearing:{hearing.pk}",
            account,
            after={
                "answer": row.pk,
                "number": row.number,
                "text_sha256": hash_text(text),
                "corrections": len(rows),
                "corrections_sha256": hash_json(said),
            },
        )
        publish(PersonAnswered(case=view.case, answer=row, code=match.finding.code))
        return row


def finding_as_now(view: CaseView, hearing: Hearing) -> Match:
    """Return the finding as it is now, if it rests on what the person was asked about."""
    standing = view.finding(hearing.finding_id)
    question = state_on_evidence(hearing, standing.match.evidence_hash if standing else None)
    if standing is None or question != QuestionState.OPEN:
        raise BlockedError([REASONS[question]()])
    return standing.match


def check_corrections(given: object, facts: Sequence[Json], entered: EntryErrors) -> dict[int, dict[str, str]]:
    """Return, by the place of the fact, the right value and the document that shows it."""
    rows = given if isinstance(given, list | tuple) else []
    if given and not isinstance(given, list | tuple):
        entered.by_field["corrections"] = NoListEntered()
    found: dict[int, dict[str, str]] = {}
    for number, row in enumerate(rows[: len(facts) + 1]):
        place = row.get("place") if isinstance(row, Mapping) else None
        if type(place) is not int or not 0 <= place < len(facts) or place in found:
            entered.by_field[f"corrections/{number}/place"] = FactNotShown()
            continue
        text = entered.text(f"corrections/{number}/text", row.get("text"), longest=LONGEST_REASON)
        document = ""
        if row.get("document"):
            document = entered.text(f"corrections/{number}/document", row.get("document"), longest=LONGEST_DOCUMENT)
        found[place] = {"text": text, "document": document}
    return found
