"""From evidence to checked, cited statements, or an honest refusal."""
