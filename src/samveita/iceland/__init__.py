"""What is true of Iceland, as pure Python: no Django, no network, no other room of the house."""
