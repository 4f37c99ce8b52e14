"""The role of a person who declares and answers on a page of their own, and declarations as a way in."""
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0014_edition_previews'),
    ]

    operations = [
        migrations.AlterField(
            model_name='account',
            name='role',
            field=models.CharField(choices=[('officer', 'Policy officer'), ('ministry_client', 'Ministry client'), ('reviewer', 'Reviewer'), ('rulebook_editor', 'Rulebook editor'), ('auditor', 'Auditor'), ('administrator', 'Administrator'), ('named', 'Named person')], default='officer', max_length=20, verbose_name='Role'),
        ),
        migrations.AlterField(
            model_name='submission',
            name='way',
            field=models.CharField(choices=[('form', 'Web form'), ('rest', 'REST'), ('file', 'File'), ('declared', 'Declaration of an official')], max_length=10),
        ),
    ]
