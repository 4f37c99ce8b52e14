"""A rejection for one record only, no longer for every party of that name; the date when a record was stated."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F
from django.utils import timezone

from institutions.parties.identities.refusals import brought_in_by

NOT_COMPARED = (
    "The refusal was said of another record. It no longer decides this lead, which nobody has compared yet. "
    "／ 別の当事者との判断は別の記録についてのもので、この候補には及びません。この候補は未確認です。"
)


def open_what_nobody_compared(apps, schema_editor):
    """Open matches that were rejected when they were made, by an earlier decision on another record.

    A match of the same record as that decision stays rejected and follows the decided match.
    """
    lead, decision, names = (
        apps.get_model("institutions", name) for name in ("IdentityLead", "IdentityDecision", "PartyName")
    )
    born = list(lead.objects.filter(state="refused", decided_at__lt=F("created_at")).order_by("pk"))
    if not born:
        return
    decided = {}
    candidates = {each.candidate_id for each in born}
    said = lead.objects.filter(state="refused", candidate__in=candidates, decided_at__gte=F("created_at"))
    for each in said.order_by("pk"):
        decided.setdefault((each.candidate_id, each.decided_by_id, each.decided_at), each)
    came_with = brought_in_by({each.party_id for each in (*born, *decided.values())}, names)
    with_words = set(decision.objects.filter(lead__in=[each.pk for each in born]).values_list("lead", flat=True))
    opened = []
    for each in born:
        first = decided.get((each.candidate_id, each.decided_by_id, each.decided_at))
        if first and came_with[first.party_id] & came_with[each.party_id]:
            each.follows = first
            continue
        each.state, each.reason, each.decided_by, each.decided_at = "open", "", None, None
        if each.pk in with_words:
            opened.append(each)
    lead.objects.bulk_update(
        born, ["state", "reason", "decided_by", "decided_at", "follows"], batch_size=500
    )
    moment = timezone.now()
    decision.objects.bulk_create(
        decision(lead=each, said="undone", reason=NOT_COMPARED, account=None, at=moment) for each in opened
    )


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0016_no_row_in_place_of_another'),
    ]

    operations = [
        migrations.AddField(
            model_name='importedrecord',
            name='stated_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='submission',
            name='stated_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='identitylead',
            name='follows',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followers', to='institutions.identitylead'),
        ),
        migrations.RunPython(open_what_nobody_compared, migrations.RunPython.noop),
    ]
