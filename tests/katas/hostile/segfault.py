# side: learner
# ends: crash
import ctypes

def double(x):
    ctypes.string_at(0)
