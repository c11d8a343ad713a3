"""News pages: their words and what they say of themselves."""
