"""What an address or a form may name a row by."""

import re

KEY = re.compile(r"[0-9]{1,18}")  # what is longer fits no database
