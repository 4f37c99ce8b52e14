"""Possible matches of people whose names were erased before: the hash of the comparison is made of what is left."""

import hashlib

from django.db import migrations
from django.db.models import Q

PORTION = 500


def hash_what_is_left(apps, schema_editor):
    redaction, name, lead = (
        apps.get_model('institutions', each) for each in ('Redaction', 'PartyName', 'IdentityLead')
    )
    rows = redaction.objects.filter(of_table='institutions_partyname', of_column='text').values_list('of_row', flat=True)
    names = sorted({int(each) for each in rows})
    for first in range(0, len(names), PORTION):
        parties = set(name.objects.filter(pk__in=names[first : first + PORTION]).values_list('party', flat=True))
        about = lead.objects.filter(Q(party__in=parties) | Q(candidate__in=parties)).select_related('party')
        for each in about.iterator(PORTION):
            # As institutions.parties.identities.matching.compared_match was at this migration.
            written = f'{each.party.kind}|{each.folded}|{each.candidate_id}'
            match = hashlib.sha256(written.encode()).hexdigest()
            if each.match != match:
                lead.objects.filter(pk=each.pk).update(match=match)


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0042_name_searches'),
    ]

    operations = [
        migrations.RunPython(hash_what_is_left, migrations.RunPython.noop),
    ]
