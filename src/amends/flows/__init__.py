"""What follows from what: reactions, sweeps by the clock, the worker."""
