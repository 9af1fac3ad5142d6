"""`python -m bot` is `announcebot`."""

from bot.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
