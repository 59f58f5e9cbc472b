"""Tools: calculators and calendars that anyone may use without logging in. One folder each; a tool never imports a tool."""
