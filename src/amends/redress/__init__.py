"""Putting right: what was agreed is ordered, delivered and proven."""
