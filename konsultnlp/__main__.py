"""``python -m konsultnlp``."""

from konsultnlp.cli import main

main()
