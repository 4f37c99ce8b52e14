"""Derivation: from the statements of a case to the facts that none says by itself. Pure, and the same every time."""
