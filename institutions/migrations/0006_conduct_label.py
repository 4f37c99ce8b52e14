"""The kind `conduct` is called by what it is, without accusing."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0005_audit'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='conduct',
            options={'verbose_name': 'Act in the selection', 'verbose_name_plural': 'Act in the selection'},
        ),
    ]
