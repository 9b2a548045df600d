"""Own: what we ask beyond the rules that come with owl-isv."""
