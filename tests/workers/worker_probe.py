"""A worker's target: does what the frame says and answers with the result or the error."""

import json
import os
import sys

from studybuddy.workers.frames import Channel


def main(channel: Channel) -> None:
    while True:
        asked = json.loads(channel.receive())
        try:
            answer = repr(eval(asked, {"os": os, "sys": sys}))  # noqa: S307 - the test's own words
        except Exception as error:  # noqa: BLE001 - any error is the answer
            answer = f"{type(error).__name__}: {error}"
        channel.send(answer.encode())
