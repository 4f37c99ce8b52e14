"""Bodies of a chart, and the changes between two charts, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from institutions.kinds.parties import BODY_KINDS
from institutions.parties.organisation.changes import ChartChanges
from institutions.parties.organisation.chart import ChartBody, ChartNode
from rules.engine.language.statements import Language, date_text
from rules.explaining.wording.words import text_in_language

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows


def body_url(key: str, on: date, today: date) -> str:
    """Return the address of a body's page as of a day; today needs no parameter."""
    address = reverse("body", args=[key])
    return address if on == today else f"{address}?{urlencode({'on': on.isoformat()})}"


@dataclass(frozen=True, slots=True)
class ChartWriter:
    """The words of bodies in a chart for a reader."""

    language: Language
    on: date
    today: date

    def body(self, body: ChartBody, on: date | None = None) -> Context:
        """Return a body under the name that it had, with its page as of that day."""
        kind = text_in_language(BODY_KINDS.get(body.kind), self.language) or body.kind
        return {
            "name": body.name(self.language),
            "code": body.key if body.key != str(body.id) else "",
            "kind": kind,
            "url": body_url(body.key, on or self.on, self.today),
        }

    def node(self, node: ChartNode, marks: Mapping[UUID, str]) -> Context:
        """Return a body of the chart and those under it, marked if it changed."""
        under = [self.node(each, marks) for each in node.under]
        return {**self.body(node.body), "mark": marks.get(node.body.id, ""), "under": under}

    def changes(self, found: ChartChanges) -> Context:
        """Return the lists of changes, without new names that are the same in the reader's language."""
        return {
            "founded": [self.body(each) for each in found.founded],
            "dissolved": [self.body(each) for each in found.dissolved],
            "renamed": [
                {**self.body(each.after), "before": each.before.name(self.language)}
                for each in found.renamed
                if each.before.name(self.language) != each.after.name(self.language)
            ],
            "moved": [
                {
                    **self.body(each.body),
                    "before": each.before.name(self.language) if each.before else _("no superior body stated"),
                    "after": each.after.name(self.language) if each.after else _("no superior body stated"),
                }
                for each in found.moved
            ],
        }

    def day(self, day: date) -> str:
        """Return a day in words."""
        return date_text(day.isoformat(), self.language)
