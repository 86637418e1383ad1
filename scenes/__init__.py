"""Ready projects that the manual, the tests and the benchmarks use."""
