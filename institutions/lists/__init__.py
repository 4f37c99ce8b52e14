"""Official lists that the register keeps: reading an edition from a file, and replacing the current one with it."""
