"""The catalogue of the rulebook, made from its files: what a rule reads, how sure its law is, how often it fires."""
