"""The learned judge: its weights, how a pair is written for it, and what runs it."""
