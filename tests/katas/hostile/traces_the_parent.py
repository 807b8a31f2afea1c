# side: learner
# ends: OSError.*refused
import ctypes, os

libc = ctypes.CDLL(None, use_errno=True)

def double(x):
    if libc.ptrace(16, os.getppid(), 0, 0) < 0:
        raise OSError("refused")
    return x * 2
