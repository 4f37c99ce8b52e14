"""The rule language: YAML files to checked syntax trees, dated parameters, statements in two languages."""
