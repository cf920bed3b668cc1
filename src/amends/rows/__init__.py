"""New rows of any table, built and inserted in numbers."""
