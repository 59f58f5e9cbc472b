"""What a service and a tool are, and which organisation has adopted which."""
