"""What a State owes to treaty bodies: amounts of scheduled chemicals, deadlines, differences with partners."""
