"""The words of a command in, that command out, run by somebody whom permissions bind: run me as a script.

They bind everybody but root, who gives up here, for good, the right to pass over them (Linux), or becomes
somebody else (elsewhere).
"""

import ctypes
import os
import sys

PR_CAPBSET_DROP = 24
PASSES_OVER_PERMISSIONS = (1, 2, 3)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER
NOBODY = 65534


def give_up() -> None:
    if os.geteuid() != 0:
        return
    if sys.platform != "linux":
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        return
    libc = ctypes.CDLL(None, use_errno=True)
    for capability in PASSES_OVER_PERMISSIONS:
        if libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0):
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code))


if __name__ == "__main__":
    give_up()
    os.execv(sys.argv[1], sys.argv[1:])  # noqa: S606 - the test's own words
