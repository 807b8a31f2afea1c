# side: learner
# ends: PermissionError
import socket

def double(x):
    socket.socket(socket.AF_UNIX).bind("\0studybuddy")
    return x * 2
