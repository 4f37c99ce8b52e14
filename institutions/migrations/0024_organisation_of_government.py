"""Mandates with lead, target, duty to answer and law; posts with appointment, consent and tenure."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("institutions", "0026_published_lists"),
    ]

    operations = [
        migrations.AddField(
            model_name="mandate",
            name="basis_until_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="mandate",
            name="duty_to_answer",
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="mandate",
            name="in_law",
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="mandate",
            name="lead",
            field=models.CharField(
                choices=[("sole", "Leads alone"), ("joint", "Leads jointly"), ("assists", "Assists")],
                default="sole",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="mandate",
            name="target",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="institutions.governmentbody",
            ),
        ),
        migrations.AddField(
            model_name="post",
            name="appointed_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="institutions.governmentbody",
            ),
        ),
        migrations.AddField(
            model_name="post",
            name="basis_en",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="post",
            name="basis_ja",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="post",
            name="consent",
            field=models.CharField(
                blank=True,
                choices=[
                    ("diet", "Both Houses of the Diet"),
                    ("cabinet", "The Cabinet"),
                    ("none", "No consent needed"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="post",
            name="dismissed_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="institutions.governmentbody",
            ),
        ),
        migrations.AddField(
            model_name="post",
            name="review_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="post",
            name="tenure",
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="mandate",
            name="function",
            field=models.CharField(
                choices=[
                    ("policy", "Makes policy"),
                    ("promotes", "Promotes"),
                    ("regulates", "Regulates"),
                    ("licenses", "Licenses"),
                    ("procures", "Procures"),
                    ("funds", "Funds"),
                    ("selects", "Selects recipients"),
                    ("evaluates", "Evaluates"),
                    ("supervises", "Supervises"),
                    ("audits", "Audits"),
                    ("coordinates", "Coordinates"),
                    ("polices", "Polices"),
                ],
                max_length=20,
            ),
        ),
    ]
