"""Finding complaints by what people have in hand: a number, a name, an address, a phone, an order."""
