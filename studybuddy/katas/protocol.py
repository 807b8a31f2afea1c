"""The letters that start each frame between supervisor, checker and learner."""

CALL, RESULT, VERDICT, DIAGNOSIS = b"C", b"R", b"V", b"D"  # from the checker
ANSWER, LOSS = b"A", b"L"  # to the checker
ECHO = b"echo"  # to the learner's process, which must send the very bytes back
