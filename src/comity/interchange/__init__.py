"""The formats that others speak: files in, files out. Nothing here decides anything."""
