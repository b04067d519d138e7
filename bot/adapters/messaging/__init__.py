"""Conversations by messages, the same on every messenger that has chats.

A messenger reads what it is told into `told`, keeps it in the inbox and hands it to a `Receiver`; how
answers are sent it says by the protocols of `messenger`.
"""
