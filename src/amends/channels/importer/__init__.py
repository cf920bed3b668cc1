"""Complaints from files of other systems: csv, xlsx, jsonl."""
