"""Settings for administrators: one section each for the company, places, people, doors and mail; one view serves all."""
