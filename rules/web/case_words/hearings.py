"""Hearings and declarations on the pages of a case and a finding, for reviewers and the submitting body."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from institutions.access.kin import EVERYTHING
from institutions.models import Account, Submission
from institutions.values.text_lists import join_texts
from rules.access.sensitive_reads import sensitive_in_evidence
from rules.engine.language.statements import Language
from rules.explaining.wording.words import role_words, text_in_language, words_in_brackets
from rules.facts.kinds.sensitive import sensitive_fields
from rules.facts.kinds.vocabulary import VOCABULARY
from rules.models import Correction, HearingAnswer, HearingWay, Waiver
from rules.review.casework.act_table import Act
from rules.review.casework.case_view import CaseView
from rules.review.casework.offered_acts import offered_acts
from rules.review.casework.people_concerned.hearing import LABELS, PersonHeard, hearings_of
from rules.review.casework.people_concerned.standing import LABELS as DECLARATION_LABELS
from rules.review.casework.people_concerned.standing import DeclarationState, officials_with_declarations
from rules.review.casework.people_concerned.ties_on_record import (
    ASKED,
    differences_in,
    fact_with_names,
    material_in,
    tie_label,
)
from rules.review.casework.standing import FindingStanding
from rules.web.case_words.rows import CaseWords

Context = dict[str, object]
Json = dict[str, Any]  # Any: what a template shows
Sent = Mapping[str, str]


def finding_hearing_context(
    view: CaseView, standing: FindingStanding | None, account: Account, words: CaseWords, sent: Sent
) -> Context | None:
    """Return the people a finding names, their hearings and answers, and the form; None if the finding names nobody."""
    if standing is None:
        return None
    people = hearings_of([standing.match], view.today)[standing.match.finding_id]
    if not people:
        return None
    offered = next((each for each in offered_acts(view, account) if each.act == Act.HEAR), None)
    return {
        "people": [person_row(each, words) for each in people],
        "possible": offered is not None and offered.possible,
        "reasons": list(offered.reasons) if offered else [],
        "ways": [(value, label, value == sent.get("how")) for value, label in HearingWay.choices],
        "waivers": [("", ""), *Waiver.choices],
        "blocked": any(each.in_the_way for each in people),
        "disputed": any(each.disputes for each in people),
    }


def person_row(each: PersonHeard, words: CaseWords) -> Context:
    """Return one person and their hearing. Readers without the right to sensitive content see no name."""
    row = each.hearing
    return {
        "id": str(each.person.pk),
        "name": words.text(each.person.name),
        "state": LABELS[each.state],
        "tag": "not_assessable" if each.in_the_way else "done",
        "may_be_asked": bool(each.accounts),
        "answered": bool(each.answers),
        "until": words.day(row.answer_by) if row else "",
        "waiver": row.get_waiver_display() if row and row.waiver else "",
        "note": words.text(row.note) if row else "",
        "heard_on": words.day(row.heard_on) if row else "",
        "by": row.account.username if row else "",
        "on": words.moment(row.at) if row else "",
        "answers": [answer_row(answer, words) for answer in each.answers],
    }


def answer_row(answer: HearingAnswer, words: CaseWords) -> Context:
    """Return one answer with the corrections it asks for."""
    return {
        "on": words.moment(answer.at),
        "text": words.text(answer.text),
        "corrections": [correction_row(each, words) for each in answer.corrections.all()],
    }


def correction_row(each: Correction, words: CaseWords) -> Context:
    """Return one correction: the kind of the disputed fact, the text and the document."""
    known = VOCABULARY.get(each.kind)
    kind = (
        text_in_language({"en": known.cls.label[0], "ja": known.cls.label[1]}, words.language) if known else each.kind
    )
    return {"kind": kind, "text": words.text(each.text), "document": words.text(each.document)}


def disputed_context(view: CaseView, words: CaseWords) -> tuple[frozenset[int], list[Context]]:
    """Return the findings that a person concerned disputes, and every correction asked for in the case."""
    by_finding = hearings_of([each.match for each in view.findings], view.today)
    disputed = {finding for finding, people in by_finding.items() if any(each.disputes for each in people)}
    current = view.submissions[-1]
    rows: list[Context] = [
        {
            **correction_row(correction, words),
            "finding": standing.match.finding,
            "name": words.text(person.person.name),
            "on": words.moment(answer.at),
            "revised": current.revision if current.received_at > answer.at else None,
        }
        for standing in view.findings
        for person in by_finding[standing.match.finding_id]
        for answer in person.answers
        for correction in answer.corrections.all()
    ]
    return frozenset(disputed), rows


def declaration_rows(view: CaseView, submission: Submission, words: CaseWords) -> tuple[list[Json], dict[str, str]]:
    """Return a row for each official with declaration and differing facts on record, and hashes of sensitive facts."""
    officials = officials_with_declarations(submission, timezone.localdate())
    material = material_in(view.done)
    rows: list[Json] = []
    read: dict[str, str] = {}
    beside = differences_in(view, officials)
    for each in officials:
        facts = [fact_with_names(material, fact) for fact in beside.get(each.person.pk, ())] if material else []
        shown = [entry for entry in facts if words.sensitive or sensitive_fields(entry["fact"], entry) != EVERYTHING]
        of_row = dict(sensitive_in_evidence(shown)) if words.sensitive else {}
        read |= of_row
        rows.append(
            {
                "name": each.person.name,
                "roles": join_texts((role_words(role, words.language) for role in each.roles), words.language),
                "state": DECLARATION_LABELS[each.standing.state],
                "current": each.standing.state == DeclarationState.CURRENT,
                "reasons": each.standing.reasons,
                "says": each.standing.last.get_says_display() if each.standing.last else "",
                "on": words.moment(each.standing.last.at) if each.standing.last else "",
                "sha256": each.standing.last.sha256 if each.standing.last else "",
                "beside": [tie_words(entry, words.language) for entry in shown],
                "withheld": len(facts) - len(shown),
                "read": of_row,
            }
        )
    return rows, read


def tie_words(entry: Mapping[str, Any], language: Language) -> str:
    """Name a kind of tie and its company, such as: Holding (Hikari Magnetics)."""
    company = entry[ASKED[entry["fact"]].company]
    called = text_in_language(entry.get("names", {}).get(company, {}), language) or company
    return f"{tie_label(entry['fact'], language)}{words_in_brackets(called, language=language)}"
