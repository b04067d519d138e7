"""Speech as it is being spoken: when it begins, what it says, when it is somebody else's turn.

An adapter opens a `LiveEar` (`speech.live.ear`) for each speaker, feeds it and reads its events.
"""
