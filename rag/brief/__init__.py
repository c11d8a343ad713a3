"""From many articles to one page: what they agree on, where they differ, who had it first."""
