"""The generated pages: one module each, with a function ``page`` that returns Markdown."""
