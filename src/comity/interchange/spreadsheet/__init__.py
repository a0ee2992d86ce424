"""A spreadsheet becomes drafts of tellings, and never an act.

``sheet`` holds what was read, ``delimited`` and ``workbook`` read it within limits, ``mapping`` says which
column is which field, ``drafting`` makes of each row what it yields or why it is refused.
"""
