"""The index of seals, by which a receipt finds its events without reading all seals. Older seals get theirs once."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from institutions.audit.seal_tree import add_lengths, event_leaf, readable_heads
from institutions.values.hashing import hash_json
from institutions.values.merkle_tiles import tree_tiles

PORTION = 500
CHAINS_AT_ONCE = 200


def index_older_seals(apps: StateApps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Index each seal that has a tree. It reads the hash of each sealed event once."""
    event, seal, indexed, sealed_chain, tile = (
        apps.get_model("institutions", name)
        for name in ("AuditEvent", "AuditSeal", "IndexedSeal", "SealedChain", "SealTile")
    )
    lengths: dict[str, int] = {}
    for each in seal.objects.filter(tree__isnull=False).order_by("number").iterator(1):
        heads = readable_heads(each.heads)
        names = [name for name in sorted(heads) if heads[name][0] > lengths.get(name, 0)]
        chains, leaves, place = [], [], 0
        for start in range(0, len(names), CHAINS_AT_ONCE):
            part = names[start : start + CHAINS_AT_ONCE]
            wanted = models.Q(pk__in=())
            for name in part:
                first, last = lengths.get(name, 0) + 1, heads[name][0]
                wanted |= models.Q(chain__name=name, number__gte=first, number__lte=last)
                chains.append(sealed_chain(seal=each.number, chain=name, first=first, last=last, place=place))
                place += last - first + 1
            found: dict[str, list[str]] = {name: [] for name in part}
            rows = event.objects.filter(wanted).order_by("chain", "number").values_list("chain__name", "hash")
            for name, said in rows.iterator(2_000):
                found[name].append(said)
            leaves += [event_leaf(said) for name in part for said in found[name]]
        tiles = (
            tile(seal=each.number, tier=one.tier, number=one.number, nodes=one.nodes) for one in tree_tiles(leaves)
        )
        indexed.objects.create(seal=each.number, heads_sha256=hash_json(each.heads))
        sealed_chain.objects.bulk_create(chains, batch_size=PORTION)
        tile.objects.bulk_create(tiles, batch_size=PORTION)
        add_lengths(lengths, heads)


class Migration(migrations.Migration):
    dependencies = [
        ("institutions", "0012_stored_bytes"),
    ]

    operations = [
        migrations.CreateModel(
            name="IndexedSeal",
            fields=[
                ("seal", models.BigIntegerField(primary_key=True, serialize=False)),
                ("heads_sha256", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="SealedChain",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seal", models.BigIntegerField()),
                ("chain", models.CharField(max_length=60)),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                ("place", models.BigIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["chain", "last"], name="sealed_chain_by_event"),
                    models.Index(fields=["seal", "place"], name="sealed_chain_by_seal"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SealTile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seal", models.BigIntegerField()),
                ("tier", models.PositiveSmallIntegerField()),
                ("number", models.BigIntegerField()),
                ("nodes", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("seal", "tier", "number"), name="one_tile_a_place")
                ],
            },
        ),
        migrations.RunPython(index_older_seals, migrations.RunPython.noop),
    ]
