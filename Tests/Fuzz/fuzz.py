# OrbitShare
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the program over spoilt inputs and judges how it ends; `script/fuzz` calls it and says how."""

import argparse
import os
import random
import re
import resource
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile

import cases
import inputs

RESULT_POLICIES = [
    "first-come", "max-min", "leximin", "nash", "set-aside", "quota-equal", "leximin-lottery", "probabilistic-serial"]
# What a whole output directory holds at least.
WHOLE = {"compare": "results.json", "frontier": "results.json", "manipulate": "manipulation.json", "import": "datapackage.json",
         "batch": "study-results.json"}


class Runner:
    """Starts the program in a directory, with limits of processor time, time and memory."""

    def __init__(self, program, seconds, mebibytes):
        self.program, self.seconds, self.mebibytes = program, seconds, mebibytes

    def limit(self):
        resource.setrlimit(resource.RLIMIT_CPU, (self.seconds, self.seconds + 1))
        resource.setrlimit(resource.RLIMIT_AS, (self.mebibytes << 20,) * 2)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def run(self, arguments, directory):
        """Status (below 0: minus the signal; None: no end in time), output and error."""
        with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as error:
            process = subprocess.Popen(
                [self.program] + arguments, cwd=directory, stdin=subprocess.DEVNULL, stdout=output, stderr=error,
                preexec_fn=self.limit, env=os.environ | {"SWIFT_BACKTRACE": "enable=no"})
            try:
                # Other work may share the processors: processor time decides first.
                status = process.wait(timeout=10 * self.seconds)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                status = None
            if status in (-signal.SIGXCPU, -signal.SIGKILL):
                status = None
            output.seek(0)
            error.seek(0)
            return status, output.read(1 << 20), error.read(1 << 20)


def listing(directory):
    """Every path below a directory."""
    return {os.path.relpath(os.path.join(place, name), directory)
            for place, folders, names in os.walk(directory) for name in folders + names}


def end_faults(status, allowed):
    if status is None:
        return ["no end within the limit of time"]
    if status < 0:
        return [f"died of {signal.Signals(-status).name}"]
    return [] if status in allowed else [f"exit status {status}, where {sorted(allowed)} are possible"]


def place_faults(status, error, case):
    """A refusal is one line a fault, each beginning with a file that was given, or with a path below one.

    Constraints that clash are told otherwise: under a line on the policy stands one for each of them, with its place.
    """
    if status not in (65, 66):
        return []
    lines = [line for line in error.decode("utf-8", "replace").split("\n") if line and not line.startswith("warning: ")]
    if lines and re.match(r"policy `.*` can't be satisfied: ", lines[0]):
        lines = [line.strip() for line in lines[1:] if line.startswith("  ")]
    if not lines:
        return [f"exit status {status} without a word"]
    given = {argument for argument in case.arguments[1:] if "/" in argument or "." in argument}
    roots = {name.split("/")[0] for name in list(case.files) + case.directories} | given
    # A path may be written in full, and a name that a file gives may lead to another place.
    place = re.compile(r"^(?:\S*/)?(?:%s|policies)(?:/[^:]*)?(?::\d+)?(?:: |$)" % "|".join(re.escape(root) for root in sorted(roots)))
    return [f"no place in: {line[:300]!r}" for line in lines if not place.match(line)][:3]


def writing_faults(status, before, directory, case):
    """What is refused leaves nothing; what is accepted stands whole."""
    left = listing(directory) - before
    # A study whose runs fail stands all the same, with its failures.
    if case.out and (status == 0 or case.command == "batch" and status == 1):
        left = {path for path in left if path != case.out and not path.startswith(case.out + "/")}
        missing = not os.path.exists(os.path.join(directory, case.out, WHOLE[case.command]))
        faults = ["accepted, but the output isn't whole"] if missing else []
    else:
        faults = []
    return faults + ([f"wrote {', '.join(sorted(left)[:5])}"] if left else [])


def judge(case, runner, directory):
    """Runs a case; answers its status, its faults and what it wrote to its streams."""
    before = listing(directory)
    status, output, error = runner.run(case.arguments, directory)
    faults = end_faults(status, case.allowed)
    if status is not None and status >= 0:
        faults += place_faults(status, error, case) + writing_faults(status, before, directory, case)
    if status == 0 and case.follow_up and not faults:
        second, output, error = runner.run(case.follow_up, directory)
        faults += [f"{shlex.join(case.follow_up)}, afterwards: {fault}" for fault in end_faults(second, {0})]
    return status, faults, output, error


def keep(directory, number, case, faults, output, error, options):
    """Writes a failure with its input and the commands that repeat it."""
    place = os.path.join(directory, f"{number:06d}-{case.command}")
    shutil.rmtree(place, ignore_errors=True)
    os.makedirs(os.path.join(place, "input"))
    cases.write(case, os.path.join(place, "input"))
    again = f"script/fuzz --seed {options.seed} --first {number} --runs 1"
    again += "".join(f" --only {command}" for command in options.only)
    lines = ["#!/usr/bin/env bash", f"# the same input again, made and judged: {again}", 'cd "$(dirname "$0")/input"']
    for arguments in [case.arguments] + ([case.follow_up] if case.follow_up else []):
        lines.append(f"{shlex.quote(options.program)} {shlex.join(arguments)}")
    for name, data in {
        "command.sh": "\n".join(lines) + "\n", "faults.txt": "\n".join(faults + case.changes) + "\n", "output.txt": output,
        "error.txt": error,
    }.items():
        with open(os.path.join(place, name), "wb") as file:
            file.write(data.encode() if isinstance(data, str) else data)


def base_result(runner, root, directory):
    """A result directory of the small instance, made once."""
    out = os.path.join(directory, "result")
    policies = [option for name in RESULT_POLICIES for option in ("--policy", name)]
    scenario = os.path.join(root, "Instances/small/scenario.yaml")
    status, _, error = runner.run(["compare", scenario, "--out", out, "--threads", "1"] + policies, directory)
    if status != 0:
        sys.exit(f"the small instance itself is refused ({status}): {error.decode()}")
    return out


def read_options():
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--program", required=True)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", required=True)
    parser.add_argument("--only", action="append", default=[], choices=sorted(cases.KINDS))
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--mebibytes", type=int, default=4096)
    return parser.parse_args()


def main():
    options = read_options()
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    options.program = os.path.abspath(options.program)
    runner = Runner(options.program, options.seconds, options.mebibytes)
    accepted = refused = failures = 0
    with tempfile.TemporaryDirectory(prefix="orbitshare-fuzz-") as scratch:
        corpus = inputs.Corpus(root, base_result(runner, root, scratch))
        for number in range(options.first, options.first + options.runs):
            # Each run has chance of its own, so that it can be repeated alone.
            chance = random.Random(f"{options.seed}:{number}")
            case = cases.make(chance, corpus, options.only or cases.KINDS)
            directory = os.path.join(scratch, "run")
            os.mkdir(directory)
            cases.write(case, directory)
            status, faults, output, error = judge(case, runner, directory)
            shutil.rmtree(directory)
            accepted += status == 0
            refused += status != 0
            if faults:
                failures += 1
                keep(options.keep, number, case, faults, output, error, options)
                print(f"run {number}: {case.command}: {faults[0]}", file=sys.stderr, flush=True)
            if number % 200 == 0:
                print(f"run {number}: accepted {accepted}, refused {refused}, failures {failures}", file=sys.stderr, flush=True)
    print(f"runs {options.runs}, accepted {accepted}, refused {refused}, failures {failures}")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
