"""What is told and is no entry: its door, its conditions of use, and what may be made of it."""
