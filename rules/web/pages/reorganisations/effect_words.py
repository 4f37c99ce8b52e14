"""The effect of a draft in words: its findings with the names of rules and bodies, and how many of each."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from institutions.codes.wording import code_words
from institutions.drafts.reorganisation.applying import DraftedOrganisation, apply_draft
from institutions.drafts.reorganisation.reading import read_reorganisation
from institutions.kinds.mandates import EVERY_DOMAIN_LABEL, FUNCTIONS
from institutions.kinds.words import DOMAINS
from institutions.models import Account
from institutions.parties.organisation.moves import Moves, moves_between
from institutions.parties.organisation.state import OrganisationHistory
from rules.engine.language.statements import Language
from rules.engine.loading.rulebook_in_force import current_organisation_rulebook, current_rulebook
from rules.explaining.wording.words import text_in_language
from rules.models import ReorganisationDraft, Severity
from rules.planning.drafting import newest_revision
from rules.planning.effects import AT_ONCE, effect_of
from rules.web.pages.reorganisations.charts import body_name, chart_of, holder_words, move_rows
from rules.web.pages.reorganisations.effect_people import (
    duties_in_numbers,
    progress_in_words,
    reviewers_in_numbers,
    shown_known_at,
)
from rules.web.pages.reorganisations.suggestions import function_and_domain

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
Json = Mapping[str, Any]  # Any: plain data
PARTS: Final = ("appear", "gone", "changed")
MOST_NAMED: Final = 500  # findings of partnerships that a page lists; REST has all


@dataclass(frozen=True, slots=True)
class ShownEffect:
    """The effect of a document for a reader of a language. DraftInvalid if the document is refused."""

    effect: Json
    drafted: DraftedOrganisation
    moves: Moves
    language: Language

    @classmethod
    def of(
        cls,
        draft: ReorganisationDraft,
        user: Account,
        language: Language,
        *,
        at_once: int = AT_ONCE,
        anew: bool = False,
    ) -> "ShownEffect":
        """Compute it on the register as it is now, as an account may read it, or have it computed."""
        drafted = apply_draft(read_reorganisation(newest_revision(draft).document), OrganisationHistory.read())
        effect = effect_of(draft, user, at_once=at_once, anew=anew)
        return cls(effect, drafted, moves_between(drafted.before, drafted.after, drafted.codes), language)

    def context(self) -> Context:
        """Return everything that the page and the report show."""
        return {
            "before": chart_of(self.drafted.before, self.moves, self.language),
            "after": chart_of(self.drafted.after, self.moves, self.language),
            "moves": move_rows(self.drafted.before, self.drafted.after, self.moves, self.language),
            "parts": [{"name": part, "label": part_label(part), "findings": self.findings(part)} for part in PARTS],
            "by_rule": self.numbers("code"),
            "by_body": self.numbers("body"),
            "by_domain": self.numbers("domain"),
            "notes": [code_words(each.said, audience="form") for each in self.drafted.notes],
            "orphans": [self.orphan(each) for each in self.effect["orphans"]],
            "progress": progress_in_words(self.effect),
            "known_at": shown_known_at(self.effect, self.language),
            "cases": self.cases(),
            "obligations": self.obligations(),
            "reviewers": reviewers_in_numbers(self.effect),
            "duties": duties_in_numbers(self.effect, self.name, self.language),
        }

    def findings(self, part: str) -> list[Context]:
        """Return the findings that appear, go or change."""
        return [self.finding(each) for each in self.effect["organisation"][part]]

    def finding(self, found: Json) -> Context:
        """Return one finding in words."""
        severity = str(found["severity"])
        about = (
            self.name(found["body"]) if found["body"] else "",
            domain_label(found["domain"], self.language),
            text_in_language(FUNCTIONS.get(found["function"]), self.language),
        )
        return {
            "code": found["code"],
            "title": rule_title(found["code"], self.language),
            "statement": text_in_language(found["statement"], self.language),
            "severity": severity,
            "severity_label": severity_label(severity),
            "was": severity_label(found["was"]) if found.get("was") else "",
            "about": " · ".join(filter(None, about)),
        }

    def numbers(self, by: str) -> list[Context]:
        """Return how many findings there are before and after, and how many appear and go, by one of their fields."""
        organisation = self.effect["organisation"]
        sides = {side: Counter(each[by] for each in entries(organisation[side])) for side in ("before", "after")} | {
            part: Counter(each[by] for each in organisation[part]) for part in ("appear", "gone")
        }
        keys = sorted({key for counter in sides.values() for key in counter}, key=lambda key: key or "")
        return [
            {"label": self.label(by, key), **{name: counter[key] for name, counter in sides.items()}} for key in keys
        ]

    def label(self, by: str, key: str | None) -> str:
        """Return what a row of numbers is about."""
        if by == "code":
            return f"{key} {rule_title(str(key), self.language)}"
        if by == "domain":
            return domain_label(key, self.language)
        return self.name(key) if key else _("no single body")

    def name(self, key: str) -> str:
        """Return the name of a body after the draft, else before it."""
        side = self.drafted.after if key in self.drafted.after.bodies else self.drafted.before
        return body_name(side, key, self.language)

    def cases(self) -> Context | None:
        """Return the findings of partnerships by rule, sponsor and domain; None where they were not computed."""
        cases = self.effect.get("partnerships")
        if cases is None:
            return None
        counts = Counter[tuple[str, str]]()
        for part in PARTS:
            counts.update((each["code"], part) for each in cases.get(part, ()))
            for each in cases.get("counts", ()):
                counts[each["code"], part] += each[part]
        codes = sorted({code for code, _part in counts})
        rows = [
            {"label": f"{code} {case_rule_title(code, self.language)}", **{part: counts[code, part] for part in PARTS}}
            for code in codes
        ]
        named = [
            {**each, "part": part_label(part), "severity_label": severity_label(each["severity"])}
            for part in PARTS
            for each in cases.get(part, ())
        ]
        listed = named[:MOST_NAMED]
        failed = cases.get("failed", 0)  # a number, or their ids
        return {
            "screened": cases["screened"],
            "derived": cases["derived"],
            "on_record": cases["on_record"],
            "failed": failed if isinstance(failed, int) else len(failed),
            "tables": [
                {"caption": _("Findings of partnerships by rule"), "head": _("Rule"), "rows": rows},
                {
                    "caption": _("Findings of partnerships by sponsor"),
                    "head": _("Sponsor"),
                    "rows": [{**each, "label": self.name(each["body"])} for each in cases["by_body"]],
                },
                {
                    "caption": _("Findings of partnerships by domain"),
                    "head": _("Domain"),
                    "rows": [
                        {**each, "label": domain_label(each["domain"], self.language)} for each in cases["by_domain"]
                    ],
                },
            ],
            "named": listed,
            "unnamed": len(named) - len(listed),
        }

    def obligations(self) -> list[Context]:
        """Return what gets another owner, in numbers."""
        counts = Counter[tuple[str, str, str | None]]()
        for each in self.effect.get("obligations", ()):
            counts[each["what"], each["from"], each["to"]] += each.get("number", 1)
        return [
            {
                "what": obligation_label(what),
                "before": self.name(before),
                "after": self.name(after) if after else _("nobody"),
                "number": number,
            }
            for (what, before, after), number in sorted(counts.items(), key=repr)
        ]

    def orphan(self, orphan: Json) -> Context:
        """Return what is left to nobody."""
        if orphan.get("post"):
            what = text_in_language(orphan["post"], self.language)
        elif orphan.get("function"):
            what = function_and_domain(orphan["function"], orphan.get("domain"), self.language)
        elif orphan.get("holder"):
            ((sort, holder),) = orphan["holder"].items()
            what = holder_words(sort, holder, self.drafted.before, self.language)
        else:
            what = str(orphan.get("partnership") or "–")
        sorts = {
            "mandate": _("Mandate"),
            "post": _("Post"),
            "seat": _("Seat"),
            "partnership": _("Partnership"),
        }
        return {"sort": sorts.get(orphan["kind"], orphan["kind"]), "body": self.name(orphan["body"]), "what": what}


def entries(by_rule: Mapping[str, Iterable[Json]]) -> list[Json]:
    """Return the findings of all rules."""
    return [each for found in by_rule.values() for each in found]


def rule_title(code: str, language: Language) -> str:
    """Return the title of a rule on the organisation; empty for a code of none."""
    rule = current_organisation_rulebook().rules.get(code)
    return text_in_language({"en": rule.title.en, "ja": rule.title.ja}, language) if rule else ""


def case_rule_title(code: str, language: Language) -> str:
    """Return the title of a rule on partnerships; empty for a code of none."""
    rule = current_rulebook().rules.get(code)
    return text_in_language({"en": rule.title.en, "ja": rule.title.ja}, language) if rule else ""


def obligation_label(what: str) -> str:
    """Return what has to be fulfilled in words."""
    words = {
        "case": pgettext("obligation", "Open case"),
        "condition": pgettext("obligation", "Condition"),
        "answer": pgettext("obligation", "Answer to a request for information"),
        "hearing": pgettext("obligation", "Hearing"),
        "appeal": pgettext("obligation", "Appeal"),
        "contract": pgettext("obligation", "Contract"),
    }
    return words.get(what, what.replace("_", " "))


def domain_label(domain: str | None, language: Language) -> str:
    """Return a domain in words."""
    return text_in_language(DOMAINS.get(domain) if domain else EVERY_DOMAIN_LABEL, language) or str(domain)


def severity_label(severity: str) -> str:
    """Return a severity in words."""
    return str(Severity(severity).label)


def part_label(part: str) -> str:
    """Return the heading of findings that appear, go or change."""
    return {
        "appear": pgettext("reorganisation", "Findings that appear"),
        "gone": pgettext("reorganisation", "Findings that go"),
        "changed": pgettext("reorganisation", "Findings of another severity"),
    }[part]
