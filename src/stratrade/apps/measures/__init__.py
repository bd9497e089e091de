"""What the authority lays on one company, entity or kind of trade beside the lists: notices of the catch-all."""
