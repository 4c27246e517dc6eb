"""The trial: households to practise and prove with, and the main job from end to end without a screen."""
