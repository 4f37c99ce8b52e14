"""Acknowledgements: why a case can proceed although a rule was not assessable, or an undecided finding was withdrawn.

"Not flagged" never means "we could not tell", nor that somebody removed the flagged data.
"""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from institutions.codes.parameters import NamedInPart
from institutions.models import Account, Partnership
from institutions.values.hashing import hash_text
from rules.models import Acknowledgement, GoneAcknowledgement
from rules.review.casework.act_table import Act
from rules.review.casework.acting import count_act, note_case_act, open_for_act
from rules.review.casework.entry_errors import reason_of
from rules.review.casework.errors import BlockedError, StaleError
from rules.review.casework.one_reason import may_be_critical
from rules.review.casework.troubles.acts import (
    AcknowledgedAlready,
    AcknowledgedByYou,
    CriticalApart,
    NotWithdrawn,
    RuleAssessed,
)


def acknowledge_rules(
    partnership: Partnership, codes: Sequence[str], lacking: str, *, reason: object, account: Account
) -> list[Acknowledgement]:
    """Acknowledge rules of the newest finished assessment that lack the same: one row for each, or none at all.

    `lacking` identifies the missing data as the caller read it. StaleError if one of them now lacks something else,
    BlockedError if one could be assessed or none is named.
    """
    return acknowledge_gaps(partnership, {lacking: codes}, reason=reason, account=account)


def acknowledge_gaps(
    partnership: Partnership, gaps: Mapping[str, Sequence[str]], *, reason: object, account: Account
) -> list[Acknowledgement]:
    """Acknowledge rules by what they lack, all with one reason: one row for each, or none at all.

    Raises as `acknowledge_rules` does, and BlockedError if several items are named and a rule may find something
    critical: such an item gets a reason of its own.
    """
    with transaction.atomic():
        view = open_for_act(partnership, Act.ACKNOWLEDGE, account)
        unassessed = {each.outcome.code: each for each in view.unassessed}
        wanted = {code: lacking for lacking, codes in gaps.items() for code in codes}
        if view.done is None or not wanted or not unassessed.keys() >= wanted.keys():
            raise BlockedError([RuleAssessed()])
        if any(unassessed[code].lacking != lacking for code, lacking in wanted.items()):
            raise StaleError
        critical = tuple(code for code in wanted if may_be_critical(code)) if len(gaps) > 1 else ()
        if critical:
            raise BlockedError([CriticalApart(rules=NamedInPart.of(critical))])
        said, moment = reason_of(reason), timezone.now()
        rows = [
            Acknowledgement.objects.create(
                case=view.case,
                code=code,
                lacking=lacking,
                reason=said,
                assessment=view.done,
                account=account,
                at=moment,
            )
            for code, lacking in wanted.items()
        ]
        count_act(view.case, moment)
        for row in rows:
            note_case_act(
                view.case,
                "rule_acknowledged",
                f"case:{view.case.pk}",
                account,
                after={
                    "acknowledgement": row.pk,
                    "code": row.code,
                    "lacking": row.lacking,
                    "reason_sha256": hash_text(said),
                },
            )
        return rows


def acknowledge_withdrawn(
    partnership: Partnership, finding: int, last_in: str, *, reason: object, account: Account
) -> GoneAcknowledgement:
    """Acknowledge that new data withdrew a high or critical finding; a critical one takes two different people.

    `last_in` is the last assessment that had it, as the caller read it. StaleError if it came back and was withdrawn
    again; BlockedError if it is back, where enough people have acknowledged it, or where the caller has.
    """
    with transaction.atomic():
        view = open_for_act(partnership, Act.ACKNOWLEDGE, account)
        gone = next((each for each in view.gone if each.finding.pk == finding), None)
        if gone is None or view.done is None:
            raise BlockedError([NotWithdrawn()])
        if str(gone.last_in) != last_in:
            raise StaleError
        if any(account.is_same_person(each.account) for each in gone.said):
            raise BlockedError([AcknowledgedByYou()])
        if not gone.lacking:
            raise BlockedError([AcknowledgedAlready()])
        said, moment = reason_of(reason), timezone.now()
        row = GoneAcknowledgement.objects.create(
            case=view.case,
            finding=gone.finding,
            last_in_id=gone.last_in,
            reason=said,
            assessment=view.done,
            account=account,
            at=moment,
        )
        count_act(view.case, moment)
        note_case_act(
            view.case,
            "gone_acknowledged",
            f"finding:{gone.finding.pk}",
            account,
            after={"acknowledgement": row.pk, "last_in": last_in, "reason_sha256": hash_text(said)},
        )
        return row
