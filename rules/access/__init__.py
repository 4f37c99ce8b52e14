"""What of cases and assessments somebody may read, and the events that reading leaves."""
