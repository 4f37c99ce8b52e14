"""Market records: what is known of a market from proved cases, in plain numbers, evaluated without a library."""
