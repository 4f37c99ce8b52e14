"""The review of a case: rights and moments of acts, decisions of findings, reviewers and their ties, conditions."""
