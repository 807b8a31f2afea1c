# side: learner
# ends: OSError.*refused
import ctypes

libc = ctypes.CDLL(None, use_errno=True)

def double(x):
    if libc.prctl(1, 0, 0, 0, 0) < 0:
        raise OSError("refused")
    return x * 2
