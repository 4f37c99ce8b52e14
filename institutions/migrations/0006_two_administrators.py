"""Requests that a second administrator confirms, and links by which owners set their passwords."""

import django.db.models.deletion
import django.utils.timezone
import institutions.models.account_request
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0005_rows_of_events'),
    ]

    operations = [
        migrations.AddField(
            model_name='account',
            name='links_made',
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.CreateModel(
            name='AccountRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('rights', 'Change of rights'), ('authenticator', 'Removal of the authenticator')], max_length=13)),
                ('before', models.JSONField(default=dict)),
                ('after', models.JSONField(default=dict)),
                ('address', models.EmailField(blank=True, max_length=254)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('lapses_at', models.DateTimeField(default=institutions.models.account_request.lapses_at)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('confirmed', 'Carried out'), ('refused', 'Refused'), ('lapsed', 'Lapsed')], default='waiting', max_length=9)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('account', 'kind'), name='one_waiting_request_a_kind'), models.CheckConstraint(condition=models.Q(models.Q(('settled_at__isnull', True), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('settled_at__isnull', False)), _connector='OR'), name='a_settled_request_has_its_moment')],
            },
        ),
    ]
