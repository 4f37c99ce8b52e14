"""Acts of every sort that their author undid soon after, in the table of undone decisions.

A condition may be noted as done again after that was undone, and a withdrawn finding be acknowledged again. The tables
that SQLite makes again lose their triggers with that; they are made for the columns of now.
"""

import django.db.models.deletion
from django.db import migrations, models

from institutions.audit import written_once
from rules.models.protected import TABLES

NAMED = {
    "decision": "rules.findingdecision",
    "acknowledgement": "rules.acknowledgement",
    "gone_acknowledgement": "rules.goneacknowledgement",
    "condition": "rules.casecondition",
    "fulfilment": "rules.conditiondone",
    "assignment": "rules.reviewassignment",
    "move": "rules.casemove",
}
MADE_AGAIN = {
    each: TABLES[each] for each in ("rules_conditiondone", "rules_decisionundo", "rules_goneacknowledgement")
}
ENDS = [
    ("recused", "Recused"),
    ("revised", "The proposal was revised"),
    ("tied", "A tie was found"),
    ("undone", "The assignment was undone"),
]


def create_triggers(apps, schema_editor):
    drop_triggers(apps, schema_editor)
    for statement in written_once.create_once_triggers(schema_editor.connection, MADE_AGAIN):
        schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    for statement in written_once.drop_once_triggers(schema_editor.connection, MADE_AGAIN):
        schema_editor.execute(statement)


def undone(model):
    return models.OneToOneField(
        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="undo", to=model
    )


def names_one_row():
    found = models.Q()
    for named in NAMED:
        found |= models.Q(**{f"{each}__isnull": each != named for each in NAMED})
    return found


class Migration(migrations.Migration):
    dependencies = [("rules", "0027_saved_filters")]

    operations = [
        migrations.RunPython(drop_triggers, create_triggers),
        migrations.AlterModelTable("decisionundo", "rules_decisionundo"),
        migrations.RenameModel("DecisionUndo", "ActUndo"),
        migrations.AlterField("actundo", "decision", undone(NAMED["decision"])),
        *(migrations.AddField("actundo", name, undone(model)) for name, model in NAMED.items() if name != "decision"),
        migrations.AddConstraint(
            "actundo", models.CheckConstraint(condition=names_one_row(), name="an_undoing_names_one_act")
        ),
        migrations.RemoveConstraint("goneacknowledgement", "one_acknowledgement_a_reviewer_of_a_gone_finding"),
        migrations.AlterField(
            "conditiondone",
            "condition",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="fulfilments", to="rules.casecondition"
            ),
        ),
        migrations.AlterField(
            "reviewassignment", "ended_because", models.CharField(blank=True, choices=ENDS, max_length=10)
        ),
        migrations.RunPython(create_triggers, drop_triggers),
    ]
