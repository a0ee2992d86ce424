"""A file of names is screened row by row, in constant memory, and nothing but the columns that are asked for is read.

``opening`` opens the file (``delimited``, ``jsonlines``, ``parquet``, ``workbook`` read it within limits), ``columns``
says which column is which field, ``blocks`` makes batches of its rows, ``pool`` screens them on all cores,
``journal`` keeps what is done so that a broken run goes on, ``writing`` makes the file of answers at the end.
"""
