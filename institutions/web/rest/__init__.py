"""Parts that all endpoints share: problems, keys, pages, preconditions, repeated requests. No word of the domain."""
