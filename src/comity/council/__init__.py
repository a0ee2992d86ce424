"""The Council: common entries by consensus. Sessions come later; the door and its gate stand."""
