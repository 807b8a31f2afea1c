# side: learner
# ends: ValueError|PermissionError
import resource

def double(x):
    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    return bytearray(1 << 40)
