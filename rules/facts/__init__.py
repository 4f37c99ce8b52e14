"""From the register to the facts that rules read."""
