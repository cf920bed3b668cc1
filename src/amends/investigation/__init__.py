"""What happened: questions to units, statements, evidence, and the finding that rests on them."""
