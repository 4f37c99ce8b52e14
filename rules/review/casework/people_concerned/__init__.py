"""Persons concerned: declarations of officials for a case, and answers of people named in a finding."""
