"""The commands, one file for those that belong together: ask, call, say. (With cli.py the only door to click.)"""
