"""One short async method for each kind of update; what they share stands in `bot/`."""
