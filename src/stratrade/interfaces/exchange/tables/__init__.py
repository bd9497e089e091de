"""Tables of a State that lie over a control list: its own entries, official HS links, its eight-digit tariff."""
