"""Upheld or not, why, what is offered, in which words; and what the customer says to it."""
