"""Leads with score and reasons, what people said of them, and keys of names; names and leads are folded anew."""

import functools

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from institutions.drafts.leads import match_of
from institutions.parties.identities.keeping import keep_anew


def fold_anew(apps, schema_editor):
    """The tables of folding have grown: what was stored before would not be found any more."""
    model = functools.partial(apps.get_model, "institutions")
    keep_anew(names=model("PartyName"), keys=model("NameKey"), leads=model("IdentityLead"), match_of=match_of)


def say_why(apps, schema_editor):
    """Every lead until now is one of equal names, and its state is all that was said of it."""
    lead, decision = (apps.get_model("institutions", name) for name in ("IdentityLead", "IdentityDecision"))
    lead.objects.update(reasons=["same_name"])
    decided = lead.objects.exclude(state="open").filter(decided_at__isnull=False)
    decision.objects.bulk_create(
        decision(lead=each, said=each.state, reason=each.reason, account_id=each.decided_by_id, at=each.decided_at)
        for each in decided
    )


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0007_imports'),
    ]

    operations = [
        migrations.AddField(
            model_name='identitylead',
            name='reasons',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='identitylead',
            name='same_name',
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name='identitylead',
            name='score',
            field=models.PositiveSmallIntegerField(default=95),
        ),
        migrations.CreateModel(
            name='IdentityDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('said', models.CharField(choices=[('confirmed', 'Confirmed as one'), ('refused', 'Refused: two parties'), ('undone', 'Decision taken back')], max_length=10)),
                ('reason', models.TextField()),
                ('at', models.DateTimeField()),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lead', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='institutions.identitylead')),
            ],
            options={
                'ordering': ('at', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='NameKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=12)),
                ('name', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='keys', to='institutions.partyname')),
            ],
            options={
                'indexes': [models.Index(fields=['key', 'name'], name='names_by_key')],
            },
        ),
        migrations.RunPython(fold_anew, migrations.RunPython.noop),
        migrations.RunPython(say_why, migrations.RunPython.noop),
    ]
