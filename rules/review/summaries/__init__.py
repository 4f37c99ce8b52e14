"""One row a partnership and one a finding that say where its case stands, for lists and counts."""
