"""Article → facts: finders of reasons, conditions, lists, hedges and contacts, and the stage that runs all finders."""
