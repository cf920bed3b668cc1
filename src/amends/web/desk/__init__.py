"""The desk: what members of staff see and do. One view file per step; nothing is decided here."""
