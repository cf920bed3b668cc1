"""What goes wrong, how grave it is, what puts it right: codes from data, words in four languages."""
