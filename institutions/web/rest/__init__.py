"""What every endpoint shares: problems, keys, pages, preconditions, repeated requests. No word of the domain."""
