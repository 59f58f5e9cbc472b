"""Pages of preschool fees for parents; each works without JavaScript, and nothing a parent enters is stored."""
