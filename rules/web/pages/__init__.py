"""Pages for officers: lists, a partnership with its findings, the rulebook, and the registration form."""
