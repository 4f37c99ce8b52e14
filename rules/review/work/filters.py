"""Filters and orders of a list of cases, alike for the page and REST: each parameter once, with its values."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Exists, F, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from institutions.codes.base import Coded
from institutions.codes.wording import code_words
from institutions.models import GovernmentBody
from institutions.query.troubles import NoSuchBodyTyped, NoSuchChoice
from institutions.values.written_id import written_id
from rules.access.readable_results import SEVERITY_RANK
from rules.engine.language.load import FAMILIES
from rules.explaining.catalogue.families import FAMILIES as FAMILY_LABELS
from rules.explaining.wording.days import reader_language
from rules.models import Assessment, CaseState, FindingSummary, Severity, State
from rules.review.casework.act_table import ENDED
from rules.review.summaries.titles import titled_like
from rules.review.work.ageing import BANDS, BY_NAME, DUE_WITHIN_DAYS, AgeBand
from rules.review.work.queues import BY_NAME as QUEUES_BY_NAME
from rules.review.work.queues import Asker, assigned_cases, queues_of
from rules.review.work.typed_values import Read, body_typed, domain_options, rule_options, rule_typed

Choices = list[tuple[str, str]]
LONGEST: Final = 200  # characters of a value
OVERDUE: Final = "overdue"
# A partnership counts for concentration if somebody leads it and it was neither refused nor withdrawn.
COUNTS: Final = Q(partner__isnull=False) & ~Q(state__in=ENDED)


@dataclass(frozen=True, slots=True)
class Filter:
    """One parameter. Without `choices` and `reads` it takes any text.

    `reads` knows values that are typed, or that an address has and the choices lack.
    """

    name: str
    label: Promise
    narrow: Callable[[Asker, str], Q]
    choices: Callable[[Asker], Choices] | None = None
    reads: Read | None = None


def band_words(band: AgeBand) -> str:
    """Describe a band in words."""
    if band.oldest is None:
        return _("%(days)d days or more") % {"days": band.youngest}
    return _("%(from)d to %(to)d days") % {"from": band.youngest, "to": band.oldest}


def age_choices(_asker: Asker) -> Choices:
    """Return the bands."""
    return [(band.name, band_words(band)) for band in BANDS]


def due_choices(_asker: Asker) -> Choices:
    """Return overdue, and periods of some days."""
    within = [(str(n), ngettext("within %(n)d day", "within %(n)d days", n) % {"n": n}) for n in DUE_WITHIN_DAYS]
    return [(OVERDUE, _("overdue")), *within]


def by_due_day(asker: Asker, value: str) -> Q:
    """Match cases with something due until a day, overdue ones included."""
    return Q(due_on__lt=asker.today) if value == OVERDUE else Q(due_on__lte=asker.in_days(int(value)))


def reviewer_choices(_asker: Asker) -> Choices:
    """Return whose reviews to show; everybody's where nothing is chosen."""
    return [("mine", _("assigned to me")), ("unassigned", _("not assigned"))]


def todo_choices(asker: Asker) -> Choices:
    """Return the queues of the asker."""
    return [(queue.name, str(queue.label)) for queue in queues_of(asker.account)] if asker.account else []


def family_choices(_asker: Asker) -> Choices:
    """Return the families that have rules."""
    language = reader_language()
    return [(code, FAMILY_LABELS[name][language]) for code, name in FAMILIES.items()]


def severity_choices(_asker: Asker) -> Choices:
    """Return the severities, the worst first."""
    return [(value, str(label)) for value, label in reversed(Severity.choices)]


def state_choices(_asker: Asker) -> Choices:
    """Return the states that a case can have: a draft has no case."""
    return [(value, str(label)) for value, label in CaseState.choices if value != CaseState.DRAFT]


def by_assessment_state(_asker: Asker, value: str) -> Q:
    """Match by the state of the newest assessment."""
    newer = Assessment.objects.filter(partnership=OuterRef("partnership"), requested_at__gt=OuterRef("requested_at"))
    rows = Assessment.objects.filter(~Exists(newer), state=value)
    return Q(partnership__in=rows.values("partnership"))


def by_sponsor(_asker: Asker, value: str) -> Q:
    """Match by the code of the body that would sign, or by its id where it has none."""
    body = written_id(value)
    return Q(sponsor__in=GovernmentBody.objects.filter(code=value).values("pk")) if body is None else Q(sponsor=body)


def rule_choices(_asker: Asker) -> Choices:
    """Return the rules of the rulebook in force."""
    return rule_options()


def rule_fired(_asker: Asker, value: str) -> Q:
    """Match cases with a finding of this rule in the newest finished assessment."""
    return Q(partnership__in=FindingSummary.objects.filter(code=value).values("partnership"))


FILTERS: Final = (
    Filter("q", gettext_lazy("Title or reference"), lambda _asker, value: titled_like(value)),
    Filter("todo", gettext_lazy("To do"), lambda asker, value: QUEUES_BY_NAME[value].holds(asker), todo_choices),
    Filter("state", gettext_lazy("State of the case"), lambda _asker, value: Q(state=value), state_choices),
    Filter(
        "whose",
        gettext_lazy("Reviewer"),
        lambda asker, value: assigned_cases(asker) if value == "mine" else Q(reviewers=0),
        reviewer_choices,
    ),
    Filter(
        "severity",
        gettext_lazy("Worst open finding"),
        lambda _asker, value: Q(worst_open=SEVERITY_RANK[value]),
        severity_choices,
    ),
    Filter(
        "family",
        gettext_lazy("Family of open findings"),
        lambda _asker, value: Q(families__contains=f" {value} "),
        family_choices,
    ),
    Filter("sponsor", gettext_lazy("Sponsor (code or name)"), by_sponsor, reads=body_typed),
    Filter("domain", gettext_lazy("Domain"), lambda _asker, value: Q(domain=value), lambda _asker: domain_options()),
    Filter(
        "age",
        gettext_lazy("Submitted before"),
        lambda asker, value: BY_NAME[value].holds("submitted_at", asker.today),
        age_choices,
    ),
    Filter("due", pgettext_lazy("filter", "Due"), by_due_day, due_choices),
    Filter(
        "assessment",
        gettext_lazy("Assessment"),
        by_assessment_state,
        lambda _asker: [(value, str(label)) for value, label in State.choices],
    ),
    Filter(
        "counts",
        gettext_lazy("Counted in the concentration"),
        lambda _asker, _value: COUNTS,
        lambda _asker: [("yes", _("yes"))],
    ),
    Filter(
        "lacks",
        gettext_lazy("Rule that lacks data"),
        lambda _asker, value: Q(gaps__contains=f" {value} "),
        rule_choices,
        rule_typed,
    ),
    Filter("rule", gettext_lazy("Rule with a finding"), rule_fired, rule_choices, rule_typed),
)
NAMES: Final = frozenset(each.name for each in FILTERS)
ORDERS: Final[dict[str, tuple[Promise, tuple[Any, ...]]]] = {  # Any: names or expressions
    "newest": (gettext_lazy("Newest first"), ("-submitted_at", "-partnership")),
    "oldest": (gettext_lazy("Oldest first"), ("submitted_at", "partnership")),
    "worst": (gettext_lazy("Worst open finding first"), ("-worst_open", "-submitted_at", "-partnership")),
    "due": (gettext_lazy("Due first"), (F("due_on").asc(nulls_last=True), "submitted_at", "partnership")),
    "waiting": (gettext_lazy("Longest in its state first"), ("state_since", "partnership")),
    "value": (gettext_lazy("Most public money first"), ("-value_yen", "-partnership")),
    "least_value": (gettext_lazy("Least public money first"), ("value_yen", "partnership")),
    "mildest": (gettext_lazy("Worst open finding last"), ("worst_open", "submitted_at", "partnership")),
    "due_last": (gettext_lazy("Due last"), (F("due_on").desc(nulls_last=True), "-submitted_at", "-partnership")),
    "moved": (gettext_lazy("Latest change of state first"), ("-state_since", "-partnership")),
    "reference": (gettext_lazy("By reference"), ("text", "partnership")),
    "-reference": (gettext_lazy("By reference, backwards"), ("-text", "-partnership")),
    "sponsor": (gettext_lazy("By sponsor"), (F("sponsor__code").asc(nulls_last=True), "partnership")),
    "-sponsor": (gettext_lazy("By sponsor, backwards"), (F("sponsor__code").desc(nulls_last=True), "-partnership")),
}


@dataclass(frozen=True, slots=True)
class FilterValue:
    """One given parameter, with the words for its value, or its error."""

    filter: Filter
    value: str
    shown: str
    said: Coded | None = None

    @property
    def error(self) -> str:
        """The error in the reader's language; empty if there is none."""
        return code_words(self.said) if self.said else ""


def given_filters(given: Mapping[str, str], asker: Asker) -> list[FilterValue]:
    """Return the parameters that narrow the list, in the order of the table."""
    return list(read_filters(given, asker))


def read_filters(given: Mapping[str, str], asker: Asker) -> Iterator[FilterValue]:
    """Yield each parameter with its words, without characters that no database compares."""
    for each in FILTERS:
        value = given.get(each.name, "").replace("\0", "").strip()[:LONGEST]
        if not value:
            continue
        known = dict(each.choices(asker)) if each.choices else {} if each.reads else {value: value}
        if each.name == "whose" and asker.account is None and value == "mine":
            known = {}
        yield FilterValue(each, *value_meant(value, known, each.reads, listed=each.choices is not None))


def value_meant(
    value: str, known: Mapping[str, str], reads: Read | None, *, listed: bool
) -> tuple[str, str, Coded | None]:
    """Return a given value as the list compares it, the words for it, and its trouble if it means nothing.

    `listed` says that the reader chooses from a list.
    """
    if value in known:
        return value, known[value], None
    if read := reads(value) if reads else None:
        return read.value, read.shown, None
    return value, value, NoSuchChoice(value=value) if listed else NoSuchBodyTyped(value=value)


def condition_of(asked: Iterable[FilterValue], asker: Asker) -> Q:
    """Combine all parameters. A value without any match finds nothing, never everything."""
    found = Q()
    for each in asked:
        found &= Q(pk__in=[]) if each.said else each.filter.narrow(asker, each.value)
    return found
