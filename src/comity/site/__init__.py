"""What this node answers over HTTP. So far: the API that screening clients of this field already speak.

Nothing here decides: it reads a request, asks ``operations``, and writes the answer. Register entries have no
route. Pages and ``/api/v1`` go into modules beside ``screening``.
"""
