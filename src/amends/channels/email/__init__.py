"""Mail: reading, fetching, receiving, sending."""
