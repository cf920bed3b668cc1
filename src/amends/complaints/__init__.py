"""The core: the complaint, its states and guards, who takes part, its timeline and the after-work."""
