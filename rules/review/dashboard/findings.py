"""Findings as a list that is narrowed by its address: each number of the dashboard links to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from institutions.codes.base import Coded
from institutions.codes.wording import code_words
from rules.access.readable_results import SEVERITY_RANK
from rules.review.casework.act_table import ENDED
from rules.review.casework.standing import LABELS, SETTLED
from rules.review.dashboard.months import in_month, last_months, month_in, month_value, month_words
from rules.review.work.ageing import BY_NAME
from rules.review.work.filters import (
    LONGEST,
    Choices,
    age_choices,
    by_sponsor,
    family_choices,
    rule_choices,
    severity_choices,
    value_meant,
)
from rules.review.work.queues import Asker
from rules.review.work.typed_values import Read, TypedValue, body_typed, rule_typed

UNDECIDED: Final = "undecided"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One parameter with its values. `reads` knows values that are valid and not among the choices."""

    name: str
    label: Promise
    narrow: Callable[[str, date], Q]
    choices: Callable[[Asker], Choices] | None = None
    reads: Read | None = None


def month_choices(asker: Asker) -> Choices:
    """Return the last months, the present one first."""
    return [(month_value(each), month_words(each)) for each in reversed(last_months(asker.today))]


def earlier_month(value: str) -> TypedValue | None:
    """Return a month in words; None for a text that is none."""
    first = month_in(value)
    return TypedValue(value, month_words(first)) if first else None


def by_month(value: str, _today: date) -> Q:
    """Match by the month in which a finding was first found."""
    first = month_in(value)
    return in_month("found_at", first) if first else Q(pk__in=[])


def by_shown_standing(value: str, _today: date) -> Q:
    """Match by the standing shown in the list: a finding that an ended case left undecided is not open."""
    over = Q(partnership__summary__state__in=ENDED)
    if value == UNDECIDED:
        return over & ~Q(standing__in=SETTLED)
    return Q(standing=value) if value in SETTLED else Q(standing=value) & ~over


NARROWINGS: Final = (
    Narrowing("open", gettext_lazy("To decide"), lambda value, _t: Q(is_open=value == "yes"),
              lambda _a: [("yes", _("yes")), ("no", _("no"))]),
    Narrowing("family", gettext_lazy("Family"), lambda value, _t: Q(family=value), family_choices),
    Narrowing("severity", gettext_lazy("Severity"), lambda value, _t: Q(severity=SEVERITY_RANK[value]),
              severity_choices),
    Narrowing("rule", gettext_lazy("Rule"), lambda value, _t: Q(code=value), rule_choices, rule_typed),
    Narrowing("standing", gettext_lazy("State of the decision"), by_shown_standing,
              lambda _a: [*((each.value, str(label)) for each, label in LABELS.items()),
                          (UNDECIDED, _("Not decided when the case ended"))]),
    Narrowing("age", gettext_lazy("Time since it was found"),
              lambda value, today: BY_NAME[value].holds("found_at", today), age_choices),
    Narrowing("month", gettext_lazy("Month in which it was found"), by_month, month_choices, earlier_month),
    Narrowing("sponsor", gettext_lazy("Sponsor (code or name)"),
              lambda value, today: by_sponsor(Asker(None, today), value), reads=body_typed),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NarrowingValue:
    """A given parameter, with the words for its value, or its trouble."""

    narrowing: Narrowing
    value: str
    shown: str
    said: Coded | None = None

    @property
    def error(self) -> str:
        """The error in the reader's language; empty if there is none."""
        return code_words(self.said) if self.said else ""


def given_narrowings(sent: Mapping[str, str], asker: Asker) -> list[NarrowingValue]:
    """Return the parameters that narrow the list, in the order of the table."""
    found = []
    for each in NARROWINGS:
        value = sent.get(each.name, "").replace("\0", "").strip()[:LONGEST]
        if value:
            known = dict(each.choices(asker)) if each.choices else {}
            meant = value_meant(value, known, each.reads, listed=each.choices is not None)
            found.append(NarrowingValue(each, *meant))
    return found


def findings_condition(given: list[NarrowingValue], today: date) -> Q:
    """Combine all parameters; a value without any match finds nothing."""
    wanted = Q()
    for each in given:
        wanted &= Q(pk__in=[]) if each.said else each.narrowing.narrow(each.value, today)
    return wanted
