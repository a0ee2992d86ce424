"""A telling: the folder in which an authority tells what is no entry.

``telling.yaml`` holds what is told (of an organisation, an incident, a trend, a result; a question, an
answer, a warning), ``documents/`` what goes with it, ``signatures/`` the signed acts. ``reading`` makes
values of a folder, ``contents`` divides them into bodies, ``acting`` makes acts of them, ``signing``
reads them back, ``templates`` writes an empty one. What it shares with a dossier stands in ``dossier``.
"""
