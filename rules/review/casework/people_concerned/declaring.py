"""The signing of a declaration: its ties become statements of the next revision, which is assessed again."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from institutions.drafts.check import body_reader_for
from institutions.drafts.errors import DraftInvalid
from institutions.models import Account, Partnership, Person, Submission, SubmissionWay
from institutions.values.hashing import hash_json
from rules.engine.language.statements import date_text
from rules.events.kinds import OfficialDeclared
from rules.events.publishing import publish
from rules.facts.gathering.parties import read_identities
from rules.models import DeclarationResult, OfficialDeclaration
from rules.review.casework.account_person import OfficialCase, official_in
from rules.review.casework.act_table import Act
from rules.review.casework.acting import count_act, note_case_act, open_for_act
from rules.review.casework.case_view import CaseView
from rules.review.casework.entry_errors import EntryErrors
from rules.review.casework.errors import InvalidError, StaleError
from rules.review.casework.people_concerned.content import (
    DeclaredTies,
    Json,
    check_ties,
    with_declaration,
    without_declaration,
)
from rules.review.casework.people_concerned.standing import case_substance, last_of, parties_by_submission
from rules.review.casework.people_concerned.ties_on_record import material_in, undeclared_ties
from rules.review.casework.restating import register_restated
from rules.review.casework.signing import signature_of
from rules.review.casework.troubles.declarations import NothingChosen, NoTies, TiesWithNothing

Given = Mapping[str, Any]  # Any: what somebody entered, not checked yet
TEXTS: Final = {
    DeclarationResult.NOTHING: gettext_lazy(
        "I declare for this case that I have nothing to declare. I have read the questions, and none of them "
        "applies to me or, as far as I know, to my close kin. I will declare again as soon as that changes."
    ),
    DeclarationResult.TIES: gettext_lazy(
        "I declare for this case the ties that are listed here. I have read the questions and, as far as I "
        "know, nothing else in them applies to me or to my close kin. I will declare again as soon as that "
        "changes."
    ),
}
ADDED: Final = ("statements", "companies", "people", "sources")


def sign_declaration(partnership: Partnership, given: Given, *, account: Account) -> OfficialDeclaration:
    """Store a signed declaration of the official behind an account. An earlier one stays readable and no longer counts.

    `given`: the `revision` that was read, `says`, `signature`, and with ties `statements`, `companies`, `people` in the
    form of a document. One transaction with the revision, its assessment and the event.
    """
    with transaction.atomic():
        view = open_for_act(partnership, Act.DECLARE_TIES, account)
        current = Submission.objects.get(pk=view.submissions[-1].pk)
        if given.get("revision") != current.revision:
            raise StaleError
        official = official_in(current, account)
        if official is None:
            message = "The table lets only officials of the case declare."
            raise AssertionError(message)
        says, signature, ties = check_declaration(given, official.key, account)
        moment = timezone.now()
        today = timezone.localdate(moment)
        number = OfficialDeclaration.objects.filter(case=view.case).count() + 1
        person = read_identities().true_id(account.person_id)  # type: ignore[arg-type]  # an official has one
        before = last_of(view.case.pk, person)
        source_key = free_key(current.document, number)
        submission, content = state_declaration(current, official, ties, before, source_key, today, account)
        substance = case_substance(submission, official.roles, parties_by_submission([submission])[submission.pk])
        text = str(TEXTS[says])
        signed = {
            "partnership": str(partnership.pk),
            "person": str(person),
            "revision": current.revision,
            "says": says.value,
            "text": text,
            "content": content,
            "signature": signature,
            "at": moment.isoformat(),
        }
        row = OfficialDeclaration.objects.create(
            case=view.case,
            person=Person.objects.get(pk=person),
            number=number,
            says=says,
            text=text,
            content=content,
            about=substance,
            source_key=source_key,
            submission=submission,
            signature=signature,
            sha256=hash_json(signed),
            account=account,
            at=moment,
        )
        count_act(view.case, moment)
        note_case_act(
            view.case,
            "official_declared",
            f"declaration:{row.pk}",
            account,
            before={"declaration": before.pk} if before else None,
            after={"number": number, "sha256": row.sha256, "revision": submission.revision},
        )
        publish(
            OfficialDeclared(
                case=view.case, declaration=row, differs=differs_from_record(view, row, submission, person)
            )
        )
        return row


def differs_from_record(view: CaseView, row: OfficialDeclaration, submission: Submission, person: UUID) -> bool:
    """Return whether something is on record about the person that the declaration does not name."""
    material, known = material_in(view.done), read_identities()
    if material is None:
        return False
    parties = {key: known.true_id(party) for key, party in parties_by_submission([submission])[submission.pk].items()}
    return bool(undeclared_ties(material, row, parties, person))


def check_declaration(given: Given, own_key: str, account: Account) -> tuple[DeclarationResult, str, DeclaredTies]:
    """Check the statement, the signature and the ties; InvalidError with a message for each field."""
    entered = EntryErrors()
    says = DeclarationResult(said) if (said := given.get("says")) in DeclarationResult.values else None
    if says is None:
        entered.by_field["says"] = NothingChosen()
    signature = signature_of(entered, given.get("signature"), account)
    ties = check_ties(given, own_key, entered)
    if says == DeclarationResult.NOTHING and ties != DeclaredTies():
        entered.by_field["says"] = TiesWithNothing()
    if says == DeclarationResult.TIES and not ties.statements and not entered.by_field:
        entered.by_field["statements"] = NoTies()
    entered.refuse_if_any()
    if says is None:
        message = "A declaration without errors says something."
        raise AssertionError(message)
    return says, signature, ties


def free_key(document: Json, number: int) -> str:
    """Return a key for the source that the document does not use yet."""
    taken = {row.get("key") for row in document.get("sources") or ()}
    while (key := f"declaration-{number}") in taken:
        number += 1
    return key


def state_declaration(
    current: Submission,
    official: OfficialCase,
    ties: DeclaredTies,
    before: OfficialDeclaration | None,
    source_key: str,
    on: date,
    account: Account,
) -> tuple[Submission, Json]:
    """Register the next revision, with this declaration instead of the previous one.

    InvalidError names the places as the declarer gave them.
    """
    document: Json = current.document
    if before:
        document = without_declaration(document, before.source_key, before.content)
    source = {"key": source_key, **declaration_titles(on)}
    held = {name: len(document.get(name) or ()) for name in ADDED}
    stated, content = with_declaration(document, ties, official.key, source, on.isoformat())
    try:
        # An official adds to the document of a body without reading anything else of it.
        body = body_reader_for(stated)
        return register_restated(stated, on=on, account=account, way=SubmissionWay.DECLARED, reader=body), content
    except DraftInvalid as invalid:
        said = {place_in(each.field, held): each.said for each in invalid.errors}
        raise InvalidError(said) from invalid


def declaration_titles(on: date) -> Json:
    """Return the titles of the declaration as a source, in both languages, not only its signer's."""
    signed = on.isoformat()
    return {
        "title": f"Declaration for the case, signed on {date_text(signed, 'en')}",
        "title_ja": f"本件に関する利害関係の申告（{date_text(signed, 'ja')}署名）",
    }


def place_in(pointer: str, held: Mapping[str, int]) -> str:
    """Return the place of an error in the declarer's input, whose rows come behind those that the document had."""
    table, _slash, rest = pointer.removeprefix("/").partition("/")
    number, _slash, field = rest.partition("/")
    if table in held and number.isdigit() and int(number) >= held[table]:
        return "/".join(filter(None, (table, str(int(number) - held[table]), field)))
    return pointer.removeprefix("/") or "statements"
