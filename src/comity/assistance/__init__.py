"""Information on request, and warnings of danger: from authority to authority (Conv. Arts 7 to 9)."""
