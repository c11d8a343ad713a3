"""Each widget shows one value and posts messages in the past tense."""
