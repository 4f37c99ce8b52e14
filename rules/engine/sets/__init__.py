"""The set evaluator: matches and outcomes of many cases at once, by SQL that Ibis writes from the compiled rulebook."""
