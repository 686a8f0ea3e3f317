"""How was it claimed? Who says so, whether it is so, and when."""
