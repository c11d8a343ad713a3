"""How the learned judge was trained, and how to train it again: `python -m train`."""
