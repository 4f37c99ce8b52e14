"""The access policy: the right to read each part of the register, declared once for querysets, SQL and objects.

`callers` describes who asks; `partnerships`, `statements`, `parties`, `sources`, `leads`, `imports` and `events` have
the rule for each sort of object, `kin` the personal details that are withheld. `rule` makes the three forms of a rule.
Access to cases and assessments is in `rules.access`.
"""
