"""The way of a new reviewer: one case of the demonstration, from accepting it to its conclusion."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from institutions.access.partnerships import rows_for
from institutions.models import Account, Partnership
from rules.models import CaseState, CaseSummary
from rules.review.casework.case_view import read_case
from rules.review.casework.standing import FindingStanding, StandingKind
from rules.review.work.queues import Asker, own_cases, waits_for_reviewer
from rules.web.pages.cases.next_steps import has_acknowledged
from rules.web.pages.first_case.guide import NOTHING, Guide, GuideStep, demonstration_for

BEFORE_REVIEW = (CaseState.SUBMITTED, CaseState.SCREENING)


def reviewer_guide(account: Account) -> Guide:
    """Return the steps through the account's case of the demonstration, or through one that waits for a reviewer."""
    partnership = practice_case(account)
    if partnership is None:
        return NOTHING
    view = read_case(partnership)
    own = view.of_account(account.pk)
    begun = view.case.state not in BEFORE_REVIEW
    case = reverse("case", args=[partnership.pk])
    waiting = next((each for each in view.findings if not dealt_with(each, account)), None)
    finding = reverse("finding", args=[waiting.match.finding_id]) if waiting else f"{case}#findings"
    return Guide(
        (
            GuideStep(
                _("Accept the case"),
                _("Read the findings on the page of the partnership. Then press “Accept and assign me”: you are "
                  "checked for ties to its parties first."),
                f"{case}#acts",
                own is not None,
            ),
            GuideStep(
                _("Declare your ties"),
                _("If data about you is missing, sign that you have no tie. Otherwise there is nothing to do."),
                f"{case}#declare",
                own is not None and own.ready,
            ),
            GuideStep(
                _("Start the review"),
                _("Press “Start the review”. From now on findings can be decided."),
                f"{case}#acts",
                own is not None and begun,
            ),
            GuideStep(
                _("Decide the findings"),
                _("Read the evidence, choose a decision, give your reason. The next finding follows by itself. A "
                  "critical one also needs a second reviewer."),
                finding,
                begun and waiting is None,
            ),
            GuideStep(
                _("Acknowledge missing data"),
                _("For each rule that could not be assessed, say why the case can proceed without it."),
                f"{case}#not-assessable",
                begun and not view.unaddressed,
            ),
            GuideStep(
                _("Conclude the case"),
                _("Clear it, clear it with conditions, return or refuse it. An act that is not possible yet says why."),
                f"{case}#acts",
                view.closed,
            ),
        ),
        partnership,
    )  # fmt: skip


def practice_case(account: Account) -> Partnership | None:
    """Return the newest case of the demonstration assigned to the account; else one that waits for it, with findings
    if there is one.
    """
    cases = demonstration_for(account)
    own = own_cases(Asker(account, timezone.localdate())).filter(case__partnership__in=cases)
    mine = own.select_related("case__partnership").order_by("-at").first()
    if mine:
        return mine.case.partnership
    waiting = waits_for_reviewer(Asker(account, timezone.localdate())) & Q(partnership__in=cases, assessed=True)
    rows = rows_for(CaseSummary.objects.filter(waiting), account).select_related("partnership")
    found = rows.order_by("state_since", "partnership")
    summary = found.filter(unsettled__gt=0).first() or found.first()
    return summary.partnership if summary else None


def dealt_with(finding: FindingStanding, account: Account) -> bool:
    """Return whether a finding is decided, waits for information, or waits for others after the reader's decision."""
    waits = finding.standing == StandingKind.ASKED
    return finding.settled or waits or has_acknowledged(finding.standing_decisions, account)
