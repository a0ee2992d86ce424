"""Running a node: founding, keys, history, proofs, backup, restore, upgrade, examination.

Each command of the operator is one module here, without a terminal; ``cli`` asks and prints.
"""
