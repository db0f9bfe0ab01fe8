"""Compare the CPU time of the memory map of a big deck with the floor's GET of the next card: it may cost at most 5 times as much.

The deck has 300 facts and 800 questions, all of which the learner has answered. The time is measured as `run.py` measures one answer.
"""

import argparse
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from run import ROOT, Client, alternate, cpu, report, servers

from quizapp.config import read_settings
from quizapp.services.site import maintenance

sys.path.append(str(ROOT / "tests"))
from big_deck import ID, hold_all, write_big_deck


def get_round(client, master, path, times):
    """Get a page again and again; return CPU seconds and requests."""
    before = cpu(master)
    for _ in range(times):
        client.send("GET", path)
    return cpu(master) - before, times


def measure(rounds, times):
    """Return what one GET costs on the floor and for each kind of map."""
    with tempfile.TemporaryDirectory() as bank:
        write_big_deck(Path(bank, ID))
        with servers(bank) as (below, above, environ):
            floor, real = Client(below[0]), Client(above[0])
            floor.send("GET", "/sign-in/1")
            real.send("GET", "/")
            real.send("POST", "/guest", {"csrf_token": real.hidden("csrf_token")})
            with maintenance.connected(read_settings({}, environ)):
                hold_all(1, datetime.now(UTC).date())
            maps = {"map": "", "map with its panel": "?fact=keeper-7", "map as a table": "?view=table"}
            ways = {"floor: GET next card": lambda: get_round(floor, below[1], "/next", times)}
            ways |= {name: lambda path=f"/decks/{ID}/map{query}": get_round(real, above[1], path, times) for name, query in maps.items()}
            found = alternate(ways, rounds, times)
            floor.close()
            real.close()
            return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--times", type=int, default=100, help="requests of one round")
    chosen = parser.parse_args()
    report("one GET", measure(chosen.rounds, chosen.times))


if __name__ == "__main__":
    main()
