"""What an auditor looks at: who reads the trail, what reviewers overrode, and samples of cleared cases."""
