"""The databank: what member States told of organisations, incidents, trends and results (RATS Agr. Art 6(4))."""
