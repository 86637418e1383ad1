"""Populators: many things by one rule – a crowd, trees, parked cars, moving traffic."""
