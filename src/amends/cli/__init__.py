"""The amends command and what it loads."""
