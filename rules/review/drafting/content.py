"""The content of a draft on a case: its head, the chosen findings with facts and law, the official."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from institutions.models import DocumentParty, Partnership, Submission
from rules.engine.language.statements import Language, date_text
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.explaining.wording.evidence import EvidenceLine
from rules.explaining.wording.evidence_sources import known_sources
from rules.explaining.wording.findings import finding_card
from rules.explaining.wording.words import certainty_words, law_words, role_words, text_in_language, words_in_brackets
from rules.models import Match
from rules.review.casework.case_view import CaseView
from rules.review.casework.proposal import proposal_context
from rules.review.casework.recusing import recused_in
from rules.review.drafting.sorts import ReportAddressee

Json = dict[str, Any]  # Any: texts of a draft
OURS: Final = "ours"


def submission_of(view: CaseView) -> Submission:
    """Return the present revision, with its bodies."""
    rows = Submission.objects.select_related("sponsor", "partnership__submitted_by")
    return rows.get(pk=view.submissions[-1].pk)


def named_officials(submission: Submission, matches: Iterable[Match]) -> dict[str, frozenset[int]]:
    """Return the officials of the case who still take part, by key, with the findings that name each."""
    gone = recused_in(submission.document)
    keys = {row["person"] for row in submission.document.get("officials") or ()} - gone
    ids = dict(DocumentParty.objects.filter(submission=submission, key__in=keys).values_list("key", "party_id"))
    said = {match.finding_id: set(texts_in_facts(match.evidence)) for match in matches}
    found = {key: frozenset(pk for pk, values in said.items() if str(ids.get(key, key)) in values) for key in keys}
    return {key: found[key] for key in sorted(keys) if found[key]}


def texts_in_facts(entries: Iterable[Json]) -> Iterator[str]:
    """Yield every text in the facts of a finding, and of those that they were derived from."""
    for entry in entries:
        yield from (value for value in entry.values() if isinstance(value, str))
        yield from texts_in_facts(entry.get("from", ()))


def draft_head(view: CaseView, submission: Submission, language: Language, today: date) -> Json:
    """Return the values of the case that every draft has."""
    shown = proposal_context(submission, language)
    return {
        "today": date_text(today.isoformat(), language),
        "as_of": date_text(view.done.as_of.isoformat(), language) if view.done else "",
        "title": shown["title"],
        "reference": view.partnership.reference,
        "submitted_by": shown["submitted_by"].name,
        "sponsor": shown["sponsor"].name,
        "participants": [f"{row['name']}{row['role']}" for row in shown["participants"]],
        "value": shown["value_yen"],
        "proposed_on": shown["proposed_on"],
    }


def official_context(submission: Submission, key: str, language: Language) -> Json:
    """Return the name and the roles of an official."""
    rows = submission.document.get("officials") or []
    shown = proposal_context(submission, language)["officials"]
    name = next(said["name"] for row, said in zip(rows, shown, strict=True) if row["person"] == key)
    return {"person": name, "roles": [role_words(row.get("role"), language) for row in rows if row["person"] == key]}


def findings_context(
    matches: Sequence[Match], partnership: Partnership, language: Language, *, sensitive: bool
) -> tuple[Json, dict[str, str]]:
    """Return the findings in words, their laws and remedies, each once; and the hashes of the sensitive parts."""
    known = known_sources((entry for match in matches for entry in match.evidence), partnership)
    cards = [finding_card(match, language, known, sensitive=sensitive) for match in matches]
    read = {place: value for card in cards for place, value in card["read"].items()}
    basis = [row for match in matches for row in match.basis]
    laws = [law_line(row, language) for row in basis if row["law"] != OURS] or [
        law_line(row, language) for row in basis
    ]
    said = {
        "findings": [
            {
                "code": card["code"],
                "title": card["title"],
                "severity": str(card["severity_label"]),
                "statement": card["statement"],
                "facts": [*dict.fromkeys(fact_words(line, language) for line in stated_lines(card["evidence"]))],
            }
            for card in cards
        ],
        "laws": [*dict.fromkeys(laws)],
        "mitigations": [*dict.fromkeys(text for card in cards for text in card["mitigations"])],
    }
    return said, read


def law_line(row: Json, language: Language) -> str:
    """Write a law; a part that must be checked first becomes a gap."""
    return f"{law_words(row, language)}{law_to_check(row, language)}"


def law_to_check(row: Json, language: Language) -> str:
    """Write how sure a law is, where its text was not read in its present form."""
    said = certainty_words(row, language)
    return f" [… {said}]" if said else ""


def stated_lines(lines: Iterable[EvidenceLine]) -> Iterator[EvidenceLine]:
    """Yield the facts that a finding names, and the stated facts from which these were derived."""
    for line in lines:
        yield line
        yield from underived_lines(line.derived_from)


def underived_lines(lines: Iterable[EvidenceLine]) -> Iterator[EvidenceLine]:
    """Yield the facts that were derived from nothing."""
    for line in lines:
        if line.derived_from:
            yield from underived_lines(line.derived_from)
        else:
            yield line


def fact_words(line: EvidenceLine, language: Language) -> str:
    """Write one fact with its values and sources on one line."""
    comma, colon = ("、", "：") if language == "ja" else (", ", ": ")
    if line.withheld and not line.values:
        return text_in_language(
            {"en": "[… a fact that is left out here]", "ja": "[… ここには記載しない事実]"}, language
        )
    values = comma.join(f"{each.label}{colon}{each.text}" for each in line.values)
    sources = comma.join(source["title"] for source in line.sources)
    claim = _("stated as a claim") if line.claim else ""
    origin = _("Source: %(source)s") % {"source": sources} if sources else ""
    said = {"en": "{} – {}", "ja": "{}　{}"}[language].format(line.kind, values) if values else line.kind
    return f"{said}{words_in_brackets(claim, origin, language=language)}"


def report_words(report: ReportAddressee, language: Language) -> Json:
    """Return the addressee, the law, and whether the law requires the report."""
    basis = {**report.basis, "name": current_rulebook().law(report.basis["law"]).get("name") or {}}
    return {
        "addressee": text_in_language(report.to, language),
        "basis": law_words(basis, language),
        "basis_about": law_to_check(basis, language),
        "duty": report.duty,
        "who": text_in_language(report.who, language),
    }
