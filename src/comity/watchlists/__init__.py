"""Other people's lists as attributed statements.

Read ``listed`` for the values, ``un`` for the one reader so far, ``store`` for what is in force.
"""
