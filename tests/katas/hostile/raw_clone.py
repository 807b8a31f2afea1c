# side: learner
# ends: OSError.*refused
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
for number in (56, 57, 58, 220, 435):
    if libc.syscall(ctypes.c_long(number), ctypes.c_long(17), 0, 0, 0, 0) >= 0:
        break
else:
    raise OSError(f"refused: {ctypes.get_errno()}")
