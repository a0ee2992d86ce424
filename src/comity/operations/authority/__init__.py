"""The desk that an authority runs with its own keys: its folder, the registry that it asks, and what it signs."""
