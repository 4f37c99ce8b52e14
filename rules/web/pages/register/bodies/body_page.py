"""The facts about a government body on its page, for one reader as of one day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet

from institutions.access.callers import Reader
from institutions.kinds import KINDS
from institutions.kinds.mandates import CONSENTS
from institutions.kinds.parties import BODY_KINDS, GPA_CLASSES
from institutions.kinds.posts import GRADES
from institutions.kinds.words import DOMAINS
from institutions.models import (
    BodyParent,
    GovernmentBody,
    Mandate,
    MandateFunction,
    MandateLead,
    Party,
    PartyDetails,
    PartyName,
    Post,
)
from institutions.parties.organisation.chart import Chart
from institutions.parties.organisation.mandates import both_sides, mandate_in_force
from institutions.parties.organisation.register import ChartHistory, publicly_known_bodies
from institutions.sources.visible_statements import (
    about_bodies,
    first_of_each,
    names_one_of,
    statement_counts,
    visible_to_reader,
)
from rules.access.sensitive_reads import sensitive_in_statements
from rules.engine.language.statements import Language, date_text
from rules.explaining.wording.origins import FROM_WHERE, OriginLine, origin_line
from rules.explaining.wording.statement_lines import StatementWriter, iso_or_empty
from rules.explaining.wording.words import text_in_language, valid_words
from rules.web.pages.register.bodies.chart_writer import ChartWriter, body_url

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
MOST_OF_A_KIND: Final = 20
POSTS: Final = "appointment"
APPOINTING: Final = ("appointed_by__same_as", "dismissed_by__same_as")


@dataclass(frozen=True, slots=True)
class BodyPageWriter:
    """The content of a body's page for one reader. `ids`: the body, and every other entry found to be the same body."""

    body: GovernmentBody
    ids: tuple[UUID, ...]
    reader: Reader
    shown: ChartWriter

    @property
    def language(self) -> Language:
        """The language of the page."""
        return self.shown.language

    @property
    def today(self) -> str:
        """The day by which reviews are overdue."""
        return self.shown.today.isoformat()

    def context(self) -> Context:
        """Return the context of the page except the partnerships."""
        chart = ChartHistory.read(publicly_known_bodies()).chart(self.shown.on)
        return {
            **self.head(chart),
            "facts": self.facts(),
            **self.described(),
            "names": self.names(),
            "parents": self.parents(),
            **self.mandates(),
            "posts": self.posts(),
            **self.statements(),
        }

    def head(self, chart: Chart) -> Context:
        """Return the body's name, existence and place in the chart on the day."""
        pk = self.body.pk
        then = chart.bodies.get(pk) or chart.not_known.get(pk)
        return {
            "body": self.body,
            "day": self.shown.day(self.shown.on),
            "name": then.name(self.language) if then else self.body.name or self.body.key,
            "there": "yes" if pk in chart.bodies else "not_known" if then else "no",
            "line": [self.shown.body(each) for each in chart.line(then)] if then else [],
            "under": [self.shown.body(each) for each in chart.under(pk)],
            "chart_url": self.shown.on.isoformat(),
        }

    def facts(self) -> Context:
        """Return its facts besides names, in words."""
        body = self.body
        return {
            "kind": text_in_language(BODY_KINDS.get(body.type), self.language) or body.type,
            "gpa_class": text_in_language(GPA_CLASSES.get(body.gpa_class), self.language) or body.gpa_class,
            "founded_on": self.day(body.founded_on),
            "dissolved_on": self.day(body.dissolved_on),
            "law": text_in_language({"en": body.law_en, "ja": body.law_ja}, self.language),
        }

    def described(self) -> Context:
        """Return the notes of its descriptions, and their origins."""
        rows = list(self.rows(PartyDetails, Q(party__in=self.ids)))
        notes = (
            text_in_language({"en": row.details.get("note"), "ja": row.details.get("note_ja")}, self.language)
            for row in rows
        )
        return {
            "notes": [*dict.fromkeys(filter(None, notes))],
            "origins": [*dict.fromkeys(self.origin(row) for row in rows)],
        }

    def names(self) -> list[Context]:
        """Return its names over time, those of one period and origin in one row, the newest first."""
        told: dict[tuple[date | None, date | None, OriginLine], list[PartyName]] = {}
        for row in newest_first(self.rows(PartyName, Q(party__in=self.ids))):
            told.setdefault((row.from_on, row.until_on, self.origin(row)), []).append(row)
        return [
            {
                "texts": [
                    *dict.fromkeys(row.text for row in sorted(rows, key=lambda row: row.language != self.language))
                ],
                "days": self.days(start, end),
                "origin": origin,
            }
            for (start, end, origin), rows in told.items()
        ]

    def parents(self) -> list[Context]:
        """Return the bodies that it was under, the newest first."""
        rows = self.rows(BodyParent, Q(body__in=self.ids), "parent__same_as")
        return [
            {
                "name": (above := row.parent.same_as or row.parent).name,
                "url": body_url(above.key, self.shown.on, self.shown.today),
                "days": self.days(row.from_on, row.until_on),
                "origin": self.origin(row),
            }
            for row in newest_first(rows)
        ]

    def mandates(self) -> Context:
        """Return its mandates, and the domains that it both promotes and regulates on the day."""
        rows = list(self.rows(Mandate, Q(body__in=self.ids)))
        order = {function: place for place, function in enumerate(MandateFunction.values)}
        rows.sort(
            key=lambda each: (order.get(each.function, len(order)), each.domain, each.from_on or date.min, each.pk)
        )
        return {
            "mandates": [
                {
                    "function": row.get_function_display(),
                    "lead": "" if row.lead == MandateLead.SOLE else row.get_lead_display(),
                    "domain": self.domain(row.domain),
                    "days": self.days(row.from_on, row.until_on),
                    "in_force": mandate_in_force(row, self.shown.on),
                    "basis": self.basis(row),
                    "origin": self.origin(row),
                }
                for row in rows
            ],
            "both_sides": [
                {
                    "domain": self.domain(each.domain),
                    "promotes": self.basis(each.promotes),
                    "regulates": self.basis(each.regulates),
                }
                for each in both_sides(rows, self.shown.on)
            ],
        }

    def posts(self) -> list[Context]:
        """Return the posts of the body in the register, whoever holds them."""
        return [
            {
                "name": text_in_language({"en": row.name_en, "ja": row.name_ja}, self.language),
                "grade": text_in_language(GRADES.get(row.grade), self.language) or row.grade,
                "number": row.number,
                "term_years": row.term_years,
                "days": self.days(row.from_on, row.until_on),
                "appointed_by": self.body_named(row.appointed_by),
                "dismissed_by": self.body_named(row.dismissed_by),
                "consent": text_in_language(CONSENTS.get(row.consent), self.language),
                "tenure": row.tenure,
                "basis": self.basis(row),
                "origin": self.origin(row),
            }
            for row in newest_first(self.rows(Post, Q(body__in=self.ids), *APPOINTING))
        ]

    def body_named(self, body: Party | None) -> Context | None:
        """Return a body by its name, with the address of its page; None if there is none."""
        if body is None:
            return None
        there = body.same_as or body
        return {"name": there.name, "url": body_url(there.key, self.shown.on, self.shown.today)}

    def statements(self) -> Context:
        """Return statements about it by kind, as far as the reader may see them; holders of its posts are separate."""
        asked = {
            kind: visible_to_reader(kind, self.reader, cases=False) & names_one_of(columns, self.ids)
            for kind, columns in about_bodies().items()
        }
        numbers = statement_counts(asked)
        rows = first_of_each({kind: asked[kind] for kind in numbers}, MOST_OF_A_KIND)
        words = StatementWriter.of(
            [row for each in rows.values() for row in each], self.reader, self.language, self.today
        )
        read = sensitive_in_statements(row for each in rows.values() for row in each)
        kinds = {
            kind: {
                "kind": kind,
                "label": text_in_language(KINDS[kind].label, self.language),
                "number": number,
                "lines": [words.line(row, beside=self.ids) for row in rows[kind]],
                "more": number - len(rows[kind]),
            }
            for kind, number in numbers.items()
        }
        holders = kinds.pop(POSTS, None)
        return {"holders": holders, "statements": [kinds[kind] for kind in KINDS if kind in kinds], "read": read}

    def rows(self, table: Any, condition: Q, *beside: str) -> QuerySet[Any]:  # Any: one of the tables of the register
        """Return the current rows of a table, with their origins."""
        return table.objects.current().filter(condition).select_related(*FROM_WHERE, *beside)  # type: ignore[no-any-return]

    def origin(self, row: Any) -> OriginLine:  # Any: as above
        """Return the origin of a row."""
        return origin_line(row, self.reader, self.language, self.today)

    def domain(self, domain: str) -> str:
        """Return a domain in words; empty for every domain."""
        return text_in_language(DOMAINS.get(domain), self.language) or domain

    def basis(self, row: Mandate | Post) -> str:
        """Return the legal basis of a mandate or post, with what of it was not read."""
        return text_in_language({"en": row.basis_en, "ja": row.basis_ja}, self.language)

    def day(self, day: date | None) -> str:
        """Return a day in words; empty if unknown."""
        return date_text(day.isoformat(), self.language) if day else ""

    def days(self, begin: date | None, end: date | None) -> str:
        """Return a period in words; empty if no day is stated."""
        return valid_words({"from": iso_or_empty(begin), "until": iso_or_empty(end)}, self.language)


def newest_first(rows: Iterable[Any]) -> list[Any]:  # Any: rows with days
    """Sort rows by first day, the last first; those without a first day last."""
    return sorted(rows, key=lambda row: (row.from_on or date.min, row.pk), reverse=True)
