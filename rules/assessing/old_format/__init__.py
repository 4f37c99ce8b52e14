"""Results of earlier formats, read, shown and replayed as they were.

Those of format 1 hold missing data, reasons and remedies as texts. Those of formats 1 and 2 name every guard of a rule
as what would clear a finding.
"""
