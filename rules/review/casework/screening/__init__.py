"""The screening of a reviewer against the parties of a case: by submissions, by the rules, by ties of the register."""
