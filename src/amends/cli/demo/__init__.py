"""Kazami, the example company: its shops in four countries, its people, and complaints played by the real actions."""
