"""The API of the node under ``/api/v1``: what the desk shows, for programs."""
