"""Names of parties: folded so that one name written in several ways compares equal, and compared by how they sound."""

from institutions.parties.names.folding import fold_name

__all__ = ["fold_name"]
