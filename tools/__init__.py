"""Tools of the house: what writes the generated documents and lists the licences."""
