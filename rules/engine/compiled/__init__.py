"""The compiled rulebook, which both evaluators read. `form` is its data, the other modules make it and its records."""
