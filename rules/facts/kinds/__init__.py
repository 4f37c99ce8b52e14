"""Facts: frozen, typed statements that the rules read. One file a subject; `base` says what a fact is."""
