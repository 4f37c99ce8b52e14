"""/rulebook-drafts/: drafts of rulebooks, their files, cases and trials, for rulebook editors who have signed in."""
