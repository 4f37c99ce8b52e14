"""Official lists: which the register keeps, reading an edition from a file, and taking it in the place of the last."""
