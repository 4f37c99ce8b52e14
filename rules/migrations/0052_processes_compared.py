"""Published processes that are compared with one another over the files of a body, and what their answers rest on."""

import hashlib
import json
import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models
from django.db.models import OuterRef, Subquery

OF_RULES = ("publisher", "reserve_from", "method", "object", "domain")


def compare_stored_files(apps, schema_editor):
    """Put files of one body, form and options together. Those with processes are answered again, once, by a worker."""
    files = apps.get_model("rules", "ProcessFile").objects
    comparisons = apps.get_model("rules", "ProcessComparison").objects
    processes = apps.get_model("rules", "StoredProcess").objects
    made = {}
    for file in files.order_by("requested_at", "pk").defer("content").iterator():
        options = compared_options(file)
        text = json.dumps([file.form, options], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        name = (file.body_id, hashlib.sha256(text.encode()).hexdigest())
        if name not in made:
            own = {"form": file.form, "options": options}
            made[name] = comparisons.create(body_id=file.body_id, key=name[1], **own)
        files.filter(pk=file.pk).update(comparison=made[name])
        if processes.filter(file=file.pk).exists():
            made[name].as_of = max(made[name].as_of, file.options.get("as_of", ""))
            made[name].changes = 1
    for each in made.values():
        each.state = "queued" if each.changes else "resting"
        each.save()
    sent = files.filter(pk=OuterRef("file")).values("requested_at")
    processes.update(first_sent_at=Subquery(sent), first_line=models.F("line"))
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # the column changes in this transaction


def compared_options(file):
    """Return the options that decide what is read; the day, where it is not that on which the file was sent."""
    if file.form == "cardinal":
        return {}
    found = {name: value for name, value in file.options.items() if name in OF_RULES}
    day = file.options.get("as_of", "")
    sent = django.utils.timezone.localtime(file.requested_at).date().isoformat()
    return found if day in ("", sent) else {**found, "as_of": day}


class Migration(migrations.Migration):

    dependencies = [
        ('rules', '0051_releases_of_processes'),
    ]

    operations = [
        migrations.CreateModel(
            name='ProcessComparison',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('form', models.CharField(max_length=20)),
                ('options', models.JSONField(default=dict, help_text='those that decide what is read in a release')),
                ('key', models.CharField(help_text='the hash of form and options', max_length=64)),
                ('as_of', models.CharField(blank=True, max_length=10)),
                ('changes', models.PositiveIntegerField(default=0)),
                ('answered', models.PositiveIntegerField(default=0)),
                ('answered_at', models.DateTimeField(default=django.utils.timezone.now, help_text='when all answers were last made or found whole')),
                ('state', models.CharField(choices=[('resting', 'Whole'), ('queued', 'Waiting'), ('running', 'Being answered again'), ('error', 'Failed'), ('set_aside', 'Set aside')], default='resting', max_length=10)),
                ('attempt', models.PositiveIntegerField(default=0)),
                ('lease_until', models.DateTimeField(blank=True, null=True)),
                ('expired_leases', models.PositiveSmallIntegerField(default=0)),
                ('worker', models.CharField(blank=True, max_length=120)),
                ('error_said', models.JSONField(blank=True, help_text='why it failed, as a code', null=True)),
                ('requested_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('told_at', models.DateTimeField(blank=True, help_text='when the workers were last told of a queued row', null=True)),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('body', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.governmentbody')),
            ],
            options={
                'verbose_name_plural': 'process comparisons',
            },
        ),
        migrations.AddIndex(
            model_name='processcomparison',
            index=models.Index(fields=['state', 'requested_at'], name='comparison_by_state'),
        ),
        migrations.AddConstraint(
            model_name='processcomparison',
            constraint=models.UniqueConstraint(fields=('body', 'key'), name='one_comparison_of_options'),
        ),
        migrations.AddField(
            model_name='processfile',
            name='comparison',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='rules.processcomparison'),
        ),
        migrations.AddField(
            model_name='storedprocess',
            name='first_sent_at',
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddField(
            model_name='storedprocess',
            name='first_line',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='storedprocess',
            name='buyer',
            field=models.CharField(blank=True, default='', max_length=300),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='storedprocess',
            name='awarded_on',
            field=models.CharField(blank=True, default='', max_length=10),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='storedprocess',
            name='asked',
            field=models.CharField(blank=True, default='', max_length=64),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name='storedprocess',
            index=models.Index(fields=['body', 'buyer', 'awarded_on'], name='process_by_buyer'),
        ),
        migrations.RunPython(compare_stored_files, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='processfile',
            name='comparison',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='rules.processcomparison'),
        ),
    ]
