"""Taking names and free text of one person out of what is stored, so that hashes, decisions and replays still hold."""
