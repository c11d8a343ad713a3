"""What is done behind the screens: each function calls the core and posts what came of it."""
