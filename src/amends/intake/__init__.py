"""A message becomes a complaint: accepted at once, by whoever is asked."""
