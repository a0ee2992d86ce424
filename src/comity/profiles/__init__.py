"""Treaties as data, one folder each, and the safeguards protocol; read by ``comity.profile``."""
