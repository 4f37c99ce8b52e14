"""The catalogue of the rulebook, made from its files: conditions of rules, certainty of their laws, frequency."""
