"""How dates and numbers are written, by language, where Django differs from us."""
