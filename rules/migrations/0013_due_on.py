from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('rules', '0012_counted_from_indexes'),
    ]

    operations = [
        migrations.AlterField(
            model_name='casesummary',
            name='due_on',
            field=models.DateField(help_text='the first of these and of the days to answer in a hearing', null=True),
        ),
    ]
