"""What is answered to one reader: values for the API, which returns them, and for the desk, which shows them.

Each answer reads through the one visibility function (``comity.handling``); nothing here knows HTTP.
"""
