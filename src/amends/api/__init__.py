"""The typed JSON interface."""
