"""The role of members of commissions."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0033_seats_and_known_mandates'),
    ]

    operations = [
        migrations.AlterField(
            model_name='account',
            name='role',
            field=models.CharField(choices=[('officer', 'Policy officer'), ('ministry_client', 'Ministry client'), ('reviewer', 'Reviewer'), ('rulebook_editor', 'Rulebook editor'), ('planner', 'Planner'), ('auditor', 'Auditor'), ('administrator', 'Administrator'), ('commission_member', 'Commission member'), ('named', 'Person concerned')], default='officer', max_length=20, verbose_name='Role'),
        ),
    ]
