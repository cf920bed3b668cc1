"""What we sell: products."""
