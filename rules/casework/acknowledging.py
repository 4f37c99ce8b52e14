"""Saying why a case can go on although a rule could not be assessed: "not flagged" never means "we could not tell"."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from institutions.models import Account, Partnership
from rules.assessing.canonical import sha256_of
from rules.casework.acting import counted, noted, opened
from rules.casework.entered import reason_of
from rules.casework.errors import BlockedError, StaleError
from rules.casework.table import Act
from rules.models import Acknowledgement


def acknowledge(
    partnership: Partnership, code: str, lacking: str, *, reason: object, account: Account
) -> Acknowledgement:
    """Acknowledge one rule of the newest finished assessment; `lacking` names what the caller read that it lacks."""
    with transaction.atomic():
        view = opened(partnership, Act.ACKNOWLEDGE, account)
        rule = next((each for each in view.unassessed if each.outcome.code == code), None)
        if rule is None:
            raise BlockedError([_("The newest assessment could assess this rule. There is nothing to acknowledge.")])
        if rule.lacking != lacking:
            raise StaleError
        said, moment = reason_of(reason), timezone.now()
        row = Acknowledgement.objects.create(
            case=view.case,
            code=code,
            lacking=lacking,
            reason=said,
            assessment=rule.outcome.assessment,
            account=account,
            at=moment,
        )
        counted(view.case, moment)
        noted(
            view.case,
            "rule_acknowledged",
            f"case:{view.case.pk}",
            account,
            after={"acknowledgement": row.pk, "code": code, "lacking": lacking, "reason_sha256": sha256_of(said)},
        )
        return row
