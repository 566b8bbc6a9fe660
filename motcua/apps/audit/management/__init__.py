"""What the command line may ask of this app."""
