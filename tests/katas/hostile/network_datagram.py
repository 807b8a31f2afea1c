# side: learner
# ends: PermissionError
import socket

def double(x):
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"hello", ("127.0.0.1", 9))
    return x * 2
