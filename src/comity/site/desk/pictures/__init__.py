"""Pictures where people would rather look: places of marks, computed here and drawn by templates as SVG.

Each says the same in words or in a table beside it; none carries anything that the page does not show.
"""
