"""Who may grant what up to how much, and who is asked when somebody may not."""
