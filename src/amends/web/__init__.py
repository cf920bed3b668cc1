"""Pages: the desk for staff and the portal for complainants. One call of one action per request, nothing decided here."""
