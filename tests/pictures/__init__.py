"""Pictures of the pages that officers and reviewers use most."""
