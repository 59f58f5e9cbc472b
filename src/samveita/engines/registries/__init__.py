"""Registers of the state, asked over X-Road with a stated purpose: Þjóðskrá, Skatturinn and the company register."""
