"""Findings and outcomes of one assessment as the page shows them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, Final

from django.utils import timezone

from rules.access.sensitive_reads import sensitive_in_findings, sensitive_in_lines
from rules.access.withholding import finding_without_sensitive
from rules.assessing.result import finding_json
from rules.assessing.result_lines import ResultReader
from rules.engine.language.statements import Language, parameter_text, value_text
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.explaining.catalogue.timeline import OF_INDEX
from rules.explaining.wording.contradictions import is_contradictory
from rules.explaining.wording.evidence import evidence_lines, value_label
from rules.explaining.wording.evidence_sources import NONE_KNOWN, KnownSources, known_sources
from rules.explaining.wording.finding_order import BlockOfFindings, blocks_in_order, finding_in_brief
from rules.explaining.wording.needs import line_in_words, need_rows
from rules.explaining.wording.words import (
    certainty_words,
    law_words,
    statement_in_language,
    text_in_language,
    valid_words,
    words_in_brackets,
)
from rules.facts.kinds.labels import label_in_sentence, word_label
from rules.facts.kinds.vocabulary import VOCABULARY
from rules.models import Assessment, Match, Outcome, Severity
from rules.models.outcome import RuleOutcome
from rules.models.outcome_reading import outcomes_of

Json = dict[str, Any]  # Any: what a template shows
CHANCES: Final = ("chance_bp", "expected_bp")  # fields of facts: the chance of what was found, and its base rate


def finding_blocks(
    assessment: Assessment,
    language: Language,
    *,
    sensitive: bool,
    most: int | None = None,
    opened: Collection[int] = (),
    matches: Sequence[Match] | None = None,
    blocks: Sequence[BlockOfFindings] | None = None,
    part: tuple[int, int] | None = None,
) -> list[Json]:
    """Return the findings worst first, those with one cause in one block: its title and worst severity, then its cards.

    `sensitive`: the reader may read evidence about kin, gifts, income and acts. With `most`, only so many cards have
    their details, the first ones and those of the findings that are `opened`: the others are read when they are needed.
    `matches`: those of the assessment in their order, if they were read already, and `blocks` theirs. `part`: the cards
    from one place in this order to another; a block keeps the number of all of its cards.
    """
    if matches is None:
        matches = list(assessment.matches.select_related("finding").order_by("position"))
    begin, end = part or (0, None)
    found: list[Json] = []
    chosen: list[tuple[Json, Match]] = []
    place = 0
    for block in blocks_in_order(matches) if blocks is None else blocks:
        after = place + len(block.places)
        here = block.places[max(begin - place, 0) : None if end is None else max(end - place, 0)]
        place = after
        cards = []
        for match in (matches[each] for each in here):
            card = finding_head(match, finding_in_brief(match), language, sensitive=sensitive)
            if most is None or len(chosen) < most or card["finding"] in opened:
                chosen.append((card, match))
            cards.append(card)
        title = text_in_language(dict(block.cause.title), language) if block.cause else ""
        label = Severity(block.severity).label
        of_block = {"title": title, "severity": block.severity, "severity_label": label, "number": len(block.places)}
        found += [{**of_block, "cards": cards}] if cards else []
    evidence = (entry for _card, match in chosen for entry in match.evidence)
    known = known_sources(evidence, assessment.partnership) if sensitive else NONE_KNOWN
    for card, match in chosen:
        card |= finding_details(match, finding_json(match), language, known, sensitive=sensitive)
    return found


def finding_card(match: Match, language: Language, known: KnownSources, *, sensitive: bool) -> Json:
    """Return one finding with everything that an officer needs to check it."""
    stored = finding_json(match)
    head = finding_head(match, stored, language, sensitive=sensitive)
    return {**head, **finding_details(match, stored, language, known, sensitive=sensitive)}


def finding_head(match: Match, stored: Json, language: Language, *, sensitive: bool) -> Json:
    """Return one finding in one line: severity, title and sentence, with the sensitive values that it says (`read`).

    `stored`: the finding in brief, or whole.
    """
    code = match.finding.code
    said = stored if sensitive else finding_without_sensitive(stored)
    return {
        "finding": match.finding_id,
        "code": code,
        "anchor": f"{code}-{match.finding_id}",
        "severity": match.severity,
        "severity_label": Severity(match.severity).label,
        "title": text_in_language(rule_title(code), language),
        "statement": statement_in_language(said["statement"], language),
        "chance": [*chance_rows(said["evidence"], language)],
        "read": sensitive_in_findings([stored]) if sensitive else {},
    }


def finding_details(match: Match, stored: Json, language: Language, known: KnownSources, *, sensitive: bool) -> Json:
    """Return the rest of one finding: why it is asked, its evidence, law, numbers, and what would clear it.

    `other_mitigations` has the measures that are not named among what would clear it.
    """
    rule = current_rulebook().rules.get(match.finding.code)
    today = timezone.localdate().isoformat()
    said = stored if sensitive else finding_without_sensitive(stored)
    clears_if = [text_in_language(text, language) for text in said["clears_if"]]
    measures = [text_in_language(text, language) for text in match.mitigations]
    return {
        "detailed": True,
        "why": text_in_language({"en": rule.why.en, "ja": rule.why.ja}, language) if rule else "",
        "evidence": evidence_lines(said["evidence"], language, known, people=sensitive),
        "parameters": [parameter_row(entry, language, today) for entry in match.parameters.values()],
        "basis": [basis_row(entry, language, today) for entry in match.basis],
        "mitigations": measures,
        "other_mitigations": [each for each in measures if each not in clears_if],
        "clears_if": clears_if,
    }


def chance_rows(evidence: Iterable[Json], language: Language) -> Iterator[Json]:
    """Yield the chance and the base rate that a rule computed, with their labels; nothing where it knows none."""
    for entry in evidence:
        known = VOCABULARY.get(entry["fact"])
        for name in CHANCES if known else ():
            if known and entry.get(name) is not None:
                text = value_text(entry[name], known.fields[name], name, {}, language)
                yield {"label": value_label(name, entry["fact"], language), "text": text}
        yield from chance_rows(entry.get("from", ()), language)


def parameter_row(entry: Json, language: Language, today: str) -> Json:
    """Return a number of the law with its law, its days and its certainty."""
    meaning = text_in_language(entry.get("meaning"), language)
    if index := entry.get("index"):
        meaning = OF_INDEX[language].format(meaning, label_in_sentence(word_label("", index), language))
    said = certainty_words(entry, language, today)
    law = law_words(with_law_names(entry), language)
    return {
        "meaning": meaning,
        "value": parameter_text(entry["value"], entry.get("unit", ""), language),
        "about": words_in_brackets(law, said, valid_words(entry, language), language=language),
        "note": text_in_language(entry.get("note"), language),
    }


def basis_row(entry: Json, language: Language, today: str) -> Json:
    """Return a law that the rule rests on."""
    return {
        "text": law_words(entry, language),
        "about": words_in_brackets(certainty_words(entry, language, today), language=language),
        "note": text_in_language(entry.get("note"), language),
    }


def with_law_names(entry: Json) -> Json:
    """Return the entry with the names of its law."""
    return {**current_rulebook().law(str(entry.get("law"))), **entry}


def rule_title(code: str) -> Json:
    """Return a rule's title in both languages; its code if the rulebook no longer has the rule."""
    rule = current_rulebook().rules.get(code)
    return {"en": rule.title.en, "ja": rule.title.ja} if rule else {"en": code, "ja": code}


def outcome_rows(assessment: Assessment, language: Language, *, sensitive: bool) -> dict[str, list[Json]]:
    """Return the outcome of every rule: those not assessable, those clear or not applicable, and all."""
    said = ResultReader.of(assessment)
    rows = [
        outcome_row(each, said, language, sensitive=sensitive, contradictory=is_contradictory(assessment.remarks))
        for each in outcomes_of(assessment).values()
    ]
    quiet = [row for row in rows if row["outcome"] in (Outcome.CLEAR, Outcome.NOT_APPLICABLE)]
    return {
        "not_assessable": [row for row in rows if row["outcome"] in (Outcome.NOT_ASSESSABLE, Outcome.ERROR)],
        "quiet": sorted(quiet, key=lambda row: (row["outcome"], row["code"])),
        "all": rows,
    }


def outcome_row(
    outcome: RuleOutcome, said: ResultReader, language: Language, *, sensitive: bool, contradictory: bool = False
) -> Json:
    """Return one rule with its outcome, missing data and reason. `contradictory`: scheme and method of the case are."""
    missing, reason = said.missing(outcome), said.reason(outcome)
    needs = need_rows(missing, language, sensitive=sensitive, contradictory=contradictory)
    return {
        "code": outcome.code,
        "title": text_in_language(rule_title(outcome.code), language),
        "outcome": outcome.outcome,
        "outcome_label": Outcome(outcome.outcome).label,
        "missing": [*dict.fromkeys(each["text"] for each in needs)],
        "needs": needs,
        "reason": line_in_words(reason, language, sensitive=sensitive) if reason else "",
        "read": sensitive_in_lines(outcome.code, [*missing, reason]) if sensitive else {},
    }
