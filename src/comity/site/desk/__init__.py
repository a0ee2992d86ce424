"""The desk: pages for officers and for the public. Each renders an answer of ``site.answers`` and adds no rule."""
