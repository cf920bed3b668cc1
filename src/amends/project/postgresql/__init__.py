"""Django's PostgreSQL backend with a quicker look at kept connections."""
