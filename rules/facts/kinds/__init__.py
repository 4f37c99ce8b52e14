"""Facts: frozen, typed statements that the rules read. One file a subject; `base` defines a fact."""
