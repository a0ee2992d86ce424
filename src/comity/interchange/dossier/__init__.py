"""A dossier: the folder that an authority submits.

``dossier.yaml`` holds what is claimed, ``documents/`` what it rests on, ``signatures/`` the signed
acts. ``reading`` makes values of a folder, ``acts`` makes acts of the values, ``signing`` signs and
stores them, ``templates`` writes an empty one.
"""
