"""Codes of the refusals of acts on a case, and of the reasons why an act is not possible now."""
