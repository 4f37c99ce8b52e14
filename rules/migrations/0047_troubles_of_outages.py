"""A trouble of e-mails and messages that met outages of the database again and again."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('rules', '0046_retention'),
    ]

    operations = [
        migrations.AlterField(
            model_name='mail',
            name='trouble',
            field=models.CharField(blank=True, choices=[('connection', 'The mail server could not be reached'), ('sign_in', 'The mail server refused the sign-in'), ('answer', 'The mail server refused the e-mail'), ('address', 'The mail server does not accept this address'), ('worker', 'The worker ended while it was sending'), ('database', 'The database failed again and again while it was sent')], max_length=12),
        ),
        migrations.AlterField(
            model_name='webhookdelivery',
            name='trouble',
            field=models.CharField(blank=True, choices=[('status', 'The receiver answered with an error'), ('redirect', 'The receiver redirects to another address, which is not followed'), ('timeout', 'The receiver took too long'), ('connection', 'No connection'), ('name', 'The host name is not known'), ('address', 'The host has a private address, to which nothing is sent'), ('certificate', 'The certificate cannot be trusted'), ('answer', 'The answer is not HTTP'), ('worker', 'The worker ended while it was sending'), ('database', 'The database failed again and again while it was sent'), ('secret', 'The case is now restricted, so nothing about it is sent'), ('off', 'The webhook was switched off')], max_length=12),
        ),
    ]
