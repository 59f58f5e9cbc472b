"""Few and generic machines: forms, rules, letters, registries, mailbox, cases, payments. None mentions a service by name."""
