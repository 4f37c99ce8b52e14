"""The index of seals: where in the tree of which seal an event stands, and the nodes of the trees.

A receipt follows it, so that its cost does not grow with the trail. All of it is computed from seals and events:
`verify_audit` computes it again, and `manage.py index_seals` makes it anew. It refers to seals and chains by number and
name, since it proves nothing by itself.
"""

from django.db import models


class IndexedSeal(models.Model):
    """A seal with a tree, and the hash by which its content names the heads of its chains."""

    seal = models.BigIntegerField(primary_key=True)  # its number
    heads_sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"index of seal {self.seal}"


class SealedChain(models.Model):
    """The events of a chain that a seal is the first to hold in its tree: from number to number, and their place."""

    seal = models.BigIntegerField()
    chain = models.CharField(max_length=60)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    place = models.BigIntegerField()  # of the first one among the leaves, from 0

    class Meta:
        # Not unique: whatever is wrong here must not keep the trail from being sealed.
        indexes = [
            models.Index(name="sealed_chain_by_event", fields=["chain", "last"]),
            models.Index(name="sealed_chain_by_seal", fields=["seal", "place"]),
        ]

    def __str__(self) -> str:
        return f"{self.chain}, events {self.first} to {self.last} in seal {self.seal}"


class SealTile(models.Model):
    """Neighbouring nodes in the tree of a seal (`institutions.values.merkle_tiles`)."""

    seal = models.BigIntegerField()
    tier = models.PositiveSmallIntegerField()
    number = models.BigIntegerField()
    nodes = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_tile_a_place", fields=["seal", "tier", "number"])]

    def __str__(self) -> str:
        return f"tile {self.tier}/{self.number} of seal {self.seal}"
