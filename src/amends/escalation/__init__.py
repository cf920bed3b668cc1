"""Up the line: internal review, our final position, outside bodies; and the clearing of dangers by two."""
