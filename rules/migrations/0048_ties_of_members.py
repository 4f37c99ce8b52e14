"""The chair of a commission, and what members say to ties that the register states."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from institutions.audit import written_once
from rules.models.protected import TABLES

OF_TIES = {"rules_tieanswer": TABLES["rules_tieanswer"]}


def create_triggers(apps, schema_editor):
    for statement in written_once.create_once_triggers(schema_editor.connection, OF_TIES):
        schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    for statement in written_once.drop_once_triggers(schema_editor.connection, OF_TIES):
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('rules', '0047_troubles_of_outages'),
    ]

    operations = [
        migrations.AddField(
            model_name='commissionmember',
            name='chair',
            field=models.BooleanField(default=False, help_text='reads what the register says of ties of members'),
        ),
        migrations.AddConstraint(
            model_name='commissionmember',
            constraint=models.UniqueConstraint(condition=models.Q(('chair', True), ('ended_at__isnull', True)), fields=('commission',), name='one_chair_a_commission'),
        ),
        migrations.CreateModel(
            name='TieAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tie_answers', to='rules.sittingitem')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rules.commissionmember')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'constraints': [
                    models.UniqueConstraint(fields=('item', 'member'), name='one_tie_answer_a_member'),
                    models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_tie_answer_says_something'),
                ],
            },
        ),
        migrations.RunPython(create_triggers, drop_triggers),
    ]
