"""How often a search finds the page and the sentences that bear on a claim or a question."""
