"""The folded forms and keys of names, made anew: people are found from each word on, and other alphabets in Latin letters.

It is what `manage.py fold_names` does, and takes as long: some minutes for a million names.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from institutions.parties.identities.matching import compared_match
from institutions.parties.identities.name_keys import keep_anew


def store_anew(apps: StateApps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Fold every name, and make its keys and parts; possible matches keep their decisions."""
    names, keys, parts, leads = (
        apps.get_model("institutions", model) for model in ("PartyName", "NameKey", "NamePart", "IdentityLead")
    )
    keep_anew(names=names, keys=keys, parts=parts, leads=leads, match_of=compared_match)


class Migration(migrations.Migration):
    dependencies = [
        ("institutions", "0021_parts_of_names"),
    ]

    operations = [
        migrations.RunPython(store_anew, migrations.RunPython.noop),
    ]
