"""The review of a case: who may do what when, decisions of findings, reviewers and their ties, conditions."""
