"""What List and Register share: an entry, its versions, and what others say or order about it."""
