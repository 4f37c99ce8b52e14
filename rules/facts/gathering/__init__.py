"""The step from a draft or the register to frozen typed facts, through one mapping."""
