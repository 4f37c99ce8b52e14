"""Labels of casework inputs in the summary of errors of their page."""

import re
from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from institutions.templatetags.lists import colon_after
from rules.review.casework.act_table import Act

Summary = tuple[tuple[str, str, str], ...]  # of each error: the id of its input, the input's label, the message

MEASURE: Final = re.compile(r"measure-(\d+)-(\w+)")
MEASURE_LABELS: Final[dict[str, Promise]] = {
    "text": _("Measure"),
    "owner": _("Person responsible"),
    "due_on": _("Deadline"),
}
DECISION_LABELS: Final[dict[str, Promise]] = {
    "decided": _("What do you decide?"),
    "reason": _("Reason"),
    "ends_on": _("Last day of the dismissal"),
    "measures": _("If it is mitigated: measures"),
    "asked_of": _("Asked of"),
    "answer_by": _("Answer by"),
}
HEARING_LABELS: Final[dict[str, Promise]] = {
    "how": _("How"),
    "answer_by": _("If they are asked: deadline for the answer (at least 7 days)"),
    "heard_on": _("If they were heard in another way: on which day"),
    "waiver": _("If they are not heard: why"),
    "note": _("Their statement and the document that shows it, or the reason in your words"),
}
CASE_LABELS: Final[dict[str, Promise]] = {
    "signature": _("Sign with your full name"),
    "reason": _("Reason"),
    "reviewer": _("Reviewer"),
    "person": _("Official"),
    "on": _("From this day (empty: today)"),
    "text": _("Required action"),
    "owner": _("Person responsible"),
    "due_on": _("Deadline"),
    "note": _("What was done, or what replaces it?"),
}
ACKNOWLEDGEMENT_LABELS: Final[dict[str, Promise]] = {"reason": _("Why can the case proceed?")}


def finding_summary(errors: Mapping[str, str]) -> Summary:
    """Return the errors of the page of a finding, given by the ids of its inputs."""
    return tuple((at, label_before_message(finding_label(at)), message) for at, message in errors.items())


def label_before_message(label: str) -> str:
    """Return a label to precede a message, with the colon of the reader's language; a question gets none."""
    return f"{label}{colon_after(label)}" if label else ""


def finding_label(at: str) -> str:
    """Return the label of an input by its id: of a decision, its measures, or a hearing; else empty."""
    if found := MEASURE.fullmatch(at):
        return f"{MEASURE_LABELS[found[2]]} ({int(found[1]) + 1})"
    name, _dash, person = at.partition("-")
    labels = HEARING_LABELS if person else DECISION_LABELS
    return str(labels.get(name, ""))


def case_summary(errors: Mapping[str, str], act: str) -> Summary:
    """Return the errors of a form on the page of a case, by label only, without ids."""
    labels = CASE_LABELS | (ACKNOWLEDGEMENT_LABELS if act.startswith(Act.ACKNOWLEDGE) else {})
    return tuple(("", label_before_message(str(labels.get(field, ""))), message) for field, message in errors.items())
