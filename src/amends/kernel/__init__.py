"""Pure ground of the house: time, money, references, errors, facts."""
