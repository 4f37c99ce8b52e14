"""The work of the commands, loaded when a command runs."""
