"""The access policy: who may read what of the register, declared once for querysets, SQL and objects.

`callers` says who asks; `partnerships`, `statements`, `parties`, `sources`, `leads`, `imports` and `events` have the
rule for each sort of object, `kin` what is withheld of people. `rule` makes the three forms of a rule. What is about
cases and assessments alone stands in `rules.access`.
"""
