"""Plant each fault of faults.py in a copy of the tree and run the tests that should notice it. Exit with 1 if one goes unnoticed.

With words, only the faults whose file or text contains them all are planted.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from faults import FAULTS

ROOT = Path(__file__).resolve().parents[2]
SKIPPED = shutil.ignore_patterns(".*", "__pycache__", "instance", "htmlcov", "docs")


def failure(tree, tests):
    """What the named tests print in a tree, if one fails; otherwise nothing."""
    command = [sys.executable, "-B", "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:randomly", *tests.split()]
    environ = {**os.environ, "PYTHONPATH": str(tree), "CI": ""}
    result = subprocess.run(command, cwd=tree, env=environ, capture_output=True, text=True, check=False)
    if result.returncode not in {0, 1}:  # neither passed nor failed: the tests were not run
        raise SystemExit(f"{tests}\n{result.stdout}{result.stderr}")
    return result.stdout if result.returncode else ""


def is_caught(tree, fault):
    """Plant a fault, run its tests, remove the fault."""
    path = tree / fault.file
    text = path.read_text("utf-8")
    if text.count(fault.old) != 1:
        raise SystemExit(f"{fault.file} has {text.count(fault.old)} places with {fault.old!r}: mend tests/mutants/faults.py")
    path.write_text(text.replace(fault.old, fault.new), "utf-8")
    try:
        return bool(failure(tree, fault.tests))
    finally:
        path.write_text(text, "utf-8")


def main():
    wanted = [fault for fault in FAULTS if all(word in fault.file or word in fault.old for word in sys.argv[1:])]
    if not wanted:
        raise SystemExit(f"tests/mutants/faults.py has no fault with: {' '.join(sys.argv[1:])}")
    with tempfile.TemporaryDirectory() as folder:
        trees = SimpleQueue()
        for number in range(os.cpu_count() or 1):
            trees.put(Path(shutil.copytree(ROOT, Path(folder) / str(number), ignore=SKIPPED)))

        def with_tree(work, what):
            tree = trees.get()
            try:
                return work(tree, what)
            finally:
                trees.put(tree)

        with ThreadPoolExecutor(trees.qsize()) as pool:
            tests = sorted({fault.tests for fault in wanted})
            for named, failed in zip(tests, pool.map(lambda named: with_tree(failure, named), tests), strict=True):
                if failed:
                    raise SystemExit(f"{failed[-6000:]}\nwithout any fault, a test of these fails already: {named}")
            missed = 0
            for fault, caught in zip(wanted, pool.map(lambda fault: with_tree(is_caught, fault), wanted), strict=True):
                missed += not caught
                print(
                    f"{'caught' if caught else 'MISSED'}  {fault.file}: {fault.old.strip()} -> {fault.new.strip() or 'nothing'}", flush=True
                )
    print(f"{len(wanted) - missed} of {len(wanted)} faults were caught")
    return 1 if missed else 0


sys.exit(main())
