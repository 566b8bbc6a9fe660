"""What is typed at the console; plain validators, the commands decide."""
