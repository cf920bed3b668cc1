"""Pure work on words: normalising, keys for exact look-up, the language of a text. Knows no Django."""
