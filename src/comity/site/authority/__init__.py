"""The desk that an authority runs itself: it reads and acts through the registry's API and signs with its own keys."""
