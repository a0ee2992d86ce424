"""Forms made from the models of what is drafted: their elements, how they are made, read back, and marked."""
