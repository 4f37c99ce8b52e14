"""Facts: frozen, typed statements that the rules read. One file per subject; `base` defines a fact."""
