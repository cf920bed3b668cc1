"""First look: lane, severity, cause as told and as first guessed, loss, duplicates; and whose complaint it is."""
