"""What a word sounds like, in one alphabet for all scripts, and what it costs to take one sound for another."""

from comity.screening.sounds.alphabet import TABLES, Costs, costs, names, readings
from comity.screening.sounds.spelt import LONGEST, compounds, sounds

__all__ = ["LONGEST", "TABLES", "Costs", "compounds", "costs", "names", "readings", "sounds"]
