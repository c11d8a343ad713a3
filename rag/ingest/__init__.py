"""From files to clean articles: loaders, cleaning, metadata, sentences."""
