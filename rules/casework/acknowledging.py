"""Saying why a case can go on although rules could not be assessed: "not flagged" never means "we could not tell"."""

from collections.abc import Sequence

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
    partnership: Partnership, codes: Sequence[str], lacking: str, *, reason: object, account: Account
) -> list[Acknowledgement]:
    """Acknowledge rules of the newest finished assessment that lack the same: one row for each, or none at all.

    `lacking` names what the caller read that they lack. StaleError where one of them lacks something else by now,
    BlockedError where one could be assessed or none is named.
    """
    with transaction.atomic():
        view = opened(partnership, Act.ACKNOWLEDGE, account)
        unassessed = {each.outcome.code: each for each in view.unassessed}
        rules = [unassessed.get(code) for code in dict.fromkeys(codes)]
        if not rules or None in rules:
            raise BlockedError([_("The newest assessment could assess this rule. There is nothing to acknowledge.")])
        if any(rule.lacking != lacking for rule in rules if rule):
            raise StaleError
        said, moment = reason_of(reason), timezone.now()
        rows = [
            Acknowledgement.objects.create(
                case=view.case,
                code=rule.outcome.code,
                lacking=lacking,
                reason=said,
                assessment=rule.outcome.assessment,
                account=account,
                at=moment,
            )
            for rule in rules
            if rule
        ]
        counted(view.case, moment)
        for row in rows:
            noted(
                view.case,
                "rule_acknowledged",
                f"case:{view.case.pk}",
                account,
                after={
                    "acknowledgement": row.pk,
                    "code": row.code,
                    "lacking": lacking,
                    "reason_sha256": sha256_of(said),
                },
            )
        return rows
