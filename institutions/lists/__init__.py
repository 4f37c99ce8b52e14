"""Official lists that the register keeps: reading an edition from a file, and putting it in the place of the last."""
