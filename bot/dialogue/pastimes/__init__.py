"""Little things to do together: what the small voice does well without understanding everything."""
