"""Amends turns every complaint into a kept promise."""
