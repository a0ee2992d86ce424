"""The lists of the United States Treasury's Office of Foreign Assets Control, in the forms it publishes."""
