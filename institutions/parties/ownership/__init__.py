"""Who owns and controls whom, and who is connected to whom: what follows from ties along their chains."""
