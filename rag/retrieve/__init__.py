"""From a question to the sentences that bear on it."""
