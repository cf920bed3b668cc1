"""Telling the complainant that we have it, who looks after it and what comes next by when."""
