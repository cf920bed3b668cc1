"""Settings, addresses and wiring of ports."""
