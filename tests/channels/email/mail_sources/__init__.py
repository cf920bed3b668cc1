"""What the mails of our own corpus say, sorted by what they try."""
