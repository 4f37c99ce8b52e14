"""The summary of a partnership on one screen: subject, partners, deciders, and the state of the case."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from rules.access.readable_results import SEVERITY_RANK
from rules.access.withholding import TEXT
from rules.engine.language.statements import Language
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.explaining.wording.words import day_in_both_calendars, text_in_language
from rules.facts.kinds.labels import word_label
from rules.models import Severity
from rules.review.casework.case_view import CaseView
from rules.review.casework.deadlines import Deadline, Named, next_due
from rules.review.casework.fixed_day import day_was_moved
from rules.review.casework.standing import FindingStanding

Json = dict[str, Any]  # Any: what a template shows
MOST_NAMED: Final = 3  # participants and deciders; the whole lists are below
DECIDES: Final = "decision_maker"


def who_summary(proposal: Mapping[str, Any]) -> Json:  # Any: what `proposal_context` gives
    """Return the first participants and deciders, with how many more there are of each."""
    deciders = [each for each in proposal["officials"] if each["word"] == DECIDES]
    nobody = bool(deciders) and all(each["recused"] for each in deciders)
    return {
        "partners": first_and_others(proposal["participants"]),
        "deciders": first_and_others(deciders),
        "nobody_decides": nobody,
    }


def first_and_others(rows: list[Json]) -> Json:
    """Return the first of a list, and the number of the others."""
    return {"rows": rows[:MOST_NAMED], "more": max(len(rows) - MOST_NAMED, 0)}


def standing_summary(view: CaseView, named: Named, language: Language, *, sensitive: bool) -> Json:
    """Return the open and decided findings by family, the number of rules not assessed, and the next deadline.

    `named`: by finding the persons concerned, as `hearings_of` reads them.
    """
    done = view.done
    worst = worst_severity(view.findings)
    fixed = bool(done and done.submission.document.get("assess_as_of"))
    due = next_due(view, named)
    return {
        "families": family_rows(view, language) if done else [],
        "open": len(view.unsettled),
        "decided": len(view.findings) - len(view.unsettled),
        "unassessed": len(view.unassessed),
        "worst": worst,
        "worst_label": Severity(worst).label if worst else "",
        "as_of": day_in_both_calendars(done.as_of, language) if done else "",
        "fixed_day": fixed,
        "moved_day": bool(done and fixed and day_was_moved(done.submission)),
        "due": next_due_words(due, view.today, language, sensitive=sensitive) if due else None,
    }


def worst_severity(findings: Iterable[FindingStanding]) -> str:
    """Return the worst severity; empty if there is no finding."""
    return max((each.match.severity for each in findings), key=SEVERITY_RANK.__getitem__, default="")


def family_rows(view: CaseView, language: Language) -> list[Json]:
    """Return each family of the rulebook with its findings and its rules that could not be assessed."""
    families = dict.fromkeys(rule.family for rule in current_rulebook().rules.values())
    codes = [each.match.finding.code for each in view.findings] + [each.outcome.code for each in view.unassessed]
    families |= dict.fromkeys(map(rule_family, codes))
    rows = []
    for family in families:
        own = [each for each in view.findings if rule_family(each.match.finding.code) == family]
        waiting = [each for each in own if not each.settled]
        worst = worst_severity(waiting)
        rows.append(
            {
                "label": first_upper(text_in_language(word_label("family", family), language)),
                "open": len(waiting),
                "worst": worst,
                "worst_label": Severity(worst).label if worst else "",
                "decided": len(own) - len(waiting),
                "unassessed": sum(rule_family(each.outcome.code) == family for each in view.unassessed),
            }
        )
    return rows


def first_upper(text: str) -> str:
    """Capitalise a label for use on its own."""
    return text[:1].upper() + text[1:]


def rule_family(code: str) -> str:
    """Return the family of a rule; the letters of its code if the rulebook no longer has it."""
    rule = current_rulebook().rules.get(code)
    return rule.family if rule else code.partition("-")[0]


def next_due_words(due: Deadline, today: date, language: Language, *, sensitive: bool) -> Json:
    """Return the next deadline in words. The name of a person heard needs the right to sensitive content."""
    who = text_in_language(dict(TEXT), language) if due.what == "hearing" and not sensitive else due.who
    text = {
        "condition": _("Condition or measure of %(who)s"),
        "answer": _("Answer of %(who)s"),
        "hearing": _("Answer in a hearing: %(who)s"),
        "dismissal": _("A dismissal ends"),
    }[due.what] % {"who": who}
    return {
        "text": text,
        "on": day_in_both_calendars(due.on, language),
        "overdue": due.on < today,
        "code": due.code,
        "finding": due.finding,
    }
