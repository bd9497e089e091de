"""Pages for people, one desk per kind of user."""
