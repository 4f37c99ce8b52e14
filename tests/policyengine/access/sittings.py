"""A commission of the body, and sittings of it as far as a row of the table needs them."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from institutions.models import Account, GovernmentBody
from rules.commission.public_report import report_of
from rules.commission.setting_up import add_member, set_up_commission
from rules.models import Commission, ItemProposal, Sitting, SittingAct, SittingItem, SittingState, SittingStep

DRAWN = (SittingStep.FIXED, SittingStep.DRAWN)


def commission_with_member(body: GovernmentBody, officer: Account) -> Commission:
    """Return a commission of the body with the member."""
    made = set_up_commission(body, "OWN-COMMISSION", account=officer)
    given = {"account": "member", "name": "Tanaka Jiro (fictional)", "occupation": "lawyer"}
    add_member(made, given, account=officer)
    return made


def sitting_of(
    commission: Commission, officer: Account, *acts: SittingStep, until: Sequence[SittingStep] = DRAWN
) -> Sitting:
    """Return a sitting with one contract, drawn, and with these further acts. Stored directly: no file is read."""
    of_record = {"from_on": date(2024, 4, 1), "until_on": date(2024, 5, 31), "size": 1, "account": officer}
    moments = {"begun_at": timezone.now(), "state": SittingState.DONE, "total": 1}
    summary = {"digest": "0" * 64, "of_others": 0, "of_other_days": 0, "lacking": [], "outcomes": {}}
    made = Sitting.objects.create(commission=commission, summary=summary, **of_record, **moments)
    facts = {
        "id": "a", "day": "2024-04-02", "title": "OWN-CONTRACT", "supplier": "Tsubame K.K. (fictional)",
        "person": False, "amount_yen": 5, "method": "open", "bidders": 1, "withheld": None,
    }  # fmt: skip
    screened: dict[str, object] = {"outcomes": {}, "findings": [], "lacking": []}
    item = SittingItem.objects.create(sitting=made, number=1, key="0" * 64, facts=facts, screened=screened)
    if SittingStep.DRAWN in until:
        ItemProposal.objects.create(item=item, place=1, way="random")
    where = {"en": "of that day", "ja": "当該日の値"}
    fixed = {"population_sha256": "0" * 64, "contracts": 1, "source": "nikkei", "on": "2024-06-03", "where": where}
    contents = {
        SittingStep.FIXED: fixed,
        SittingStep.DRAWN: {"value": "1000.00", "seed": "0" * 64, "random": 1},
        SittingStep.CHOSEN: {"numbers": [1]},
    }
    for act in (*until, *acts):
        content = contents.get(act) or {"report": report_of(Sitting.objects.get(pk=made.pk), [])}
        SittingAct.objects.create(sitting=made, act=act, content=content, account=officer, at=timezone.now())
    return made
