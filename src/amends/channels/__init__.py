"""Adapters to the outside without screens, one folder each."""
