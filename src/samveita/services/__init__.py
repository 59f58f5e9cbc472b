"""One folder a service, all the same shape: questions, process, rules, parameters, letters, retention."""
