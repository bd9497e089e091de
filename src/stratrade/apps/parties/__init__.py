"""Companies and people who deal: their names, identifiers, and who acts for them."""
