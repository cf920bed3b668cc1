"""Did it put things right? Another person asks; who is not satisfied gets a second round, once."""
