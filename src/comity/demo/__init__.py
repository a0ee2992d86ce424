"""The demo: a story told in the terminal on a node of fictional States. It is also a test."""
