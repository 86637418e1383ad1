"""Jobs: orders carried out by one runner, durably, so that nothing is ever paid for twice."""
