"""Published processes and results of trials are covered by the audit trail: recorded as they are."""

from typing import ClassVar

from django.db import migrations

from institutions.audit.opening import add_event, open_rows_of, tables_of


def open_processes(apps, schema_editor):
    open_rows_of(apps, "rules_storedprocess")


def open_trials(apps, schema_editor):
    from rules.workshop.trial_results import said_in_chains  # needs most of the program

    tables = dict(tables_of(apps))
    salt = apps.get_model("institutions", "AuditSalt").objects.first()
    trial, part, case = (apps.get_model("rules", name) for name in ("RulebookTrial", "TrialPart", "TrialCase"))
    for each in trial.objects.filter(state="done").order_by("pk").iterator(100):
        parts = part.objects.filter(trial=each)
        drawn = list(case.objects.filter(trial=each).select_related("partnership"))
        told = said_in_chains(each, parts, drawn, salt.value.encode())
        for chain, said in told.items():
            add_event(tables, "rulebook_trial_done", f"rulebook_draft:{each.draft_id}", after=said, chain=chain)


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("institutions", "0045_published_releases"),
        ("rules", "0053_shorter_results"),
    ]

    # Going back leaves the events: an event is never removed.
    operations: ClassVar = [
        migrations.RunPython(open_processes, migrations.RunPython.noop),
        migrations.RunPython(open_trials, migrations.RunPython.noop),
    ]
