"""Files with a person's own data, prepared by one and released by another."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0006_two_administrators'),
        ('rules', '0004_notices_of_accounts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PersonDataFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(help_text='who asked, when, and how it was made sure that it was the person')),
                ('content', models.JSONField(default=dict)),
                ('withheld', models.JSONField(default=list)),
                ('sha256', models.CharField(max_length=64)),
                ('state', models.CharField(choices=[('prepared', 'Waiting for review'), ('released', 'Released'), ('refused', 'Not released')], default='prepared', max_length=8)),
                ('prepared_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.person')),
                ('prepared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'released'), _negated=True), models.Q(('settled_by__isnull', False), models.Q(('settled_by', models.F('prepared_by')), _negated=True)), _connector='OR'), name='another_account_releases_personal_data')],
            },
        ),
    ]
