"""Findings withdrawn by new data, on the page of a case and in its report, with their acknowledgements."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from rules.explaining.wording.findings import rule_title
from rules.explaining.wording.words import text_in_language
from rules.review.casework.case_view import CaseView
from rules.review.casework.withdrawn_findings import WithdrawalReason, WithdrawnFinding, departures_by_finding
from rules.web.case_words.rows import CaseWords

Json = dict[str, Any]  # Any: what a template shows


def withdrawn_cards(view: CaseView, words: CaseWords, gone: Sequence[WithdrawnFinding]) -> list[Json]:
    """Return each of these withdrawn findings in words. Two queries, one if there is none."""
    went = departures_by_finding(view.partnership.pk, gone)
    unknown = {each.outcome.code for each in view.unassessed}
    return [
        {
            "id": each.finding.pk,
            "code": each.finding.code,
            "title": text_in_language(rule_title(each.finding.code), words.language),
            "severity": each.severity.value,
            "severity_label": each.severity.label,
            "last_in": str(each.last_in),
            "went": went_words(went[each.finding.pk], view, words) if each.finding.pk in went else [],
            "unknown": each.finding.code in unknown,
            "said": [
                {
                    "by": row.account.username,
                    "role": row.account.get_role_display(),
                    "on": words.moment(row.at),
                    "reason": words.text(row.reason),
                }
                for row in each.said
            ],
            "lacking": each.lacking,
            "own": is_acknowledged_by_reader(each, words),
        }
        for each in gone
    ]


def is_acknowledged_by_reader(each: WithdrawnFinding, words: CaseWords) -> bool:
    """Return whether the reader has acknowledged the finding already, so that somebody else must."""
    account = words.account
    return account is not None and any(row.account.is_same_person(account) for row in each.said)


def went_words(departure: WithdrawalReason, view: CaseView, words: CaseWords) -> list[str]:
    """Say when a finding was last found, why the case was assessed without it, and which revisions came in between."""
    first = departure.first_without
    return [
        _("Last found by the assessment of %(last)s; withdrawn by new data in that of %(day)s: %(why)s.")
        % {
            "last": words.moment(departure.last.requested_at),
            "day": words.moment(first.requested_at),
            "why": first.get_trigger_display(),
        },
        *(
            _("Revision %(n)d was received on %(day)s from %(who)s.")
            % {
                "n": each.revision,
                "day": words.moment(each.received_at),
                "who": each.account.username if each.account else _("a system of the body"),
            }
            for each in departure.submissions(view.submissions)
        ),
    ]
