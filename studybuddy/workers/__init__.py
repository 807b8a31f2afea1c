"""Killable processes with limits: frames in, frames out, and the layers that hold them in."""
