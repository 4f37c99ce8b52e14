"""Jobs: rows that workers take by a claim, keep by a lease, and finish once; each kind is declared by its user."""
