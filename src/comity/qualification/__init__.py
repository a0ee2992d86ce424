"""Whether the law allows it: claims, ports, facts, rulebooks, gates and the floor beneath them."""
