"""What a member of staff can do on a complaint: one form per act, grouped by step; one view and one page serve them all."""
