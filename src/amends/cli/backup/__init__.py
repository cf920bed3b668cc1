"""Whole copies of an installation, and their way back."""
