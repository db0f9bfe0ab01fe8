"""What a site stands on, as far as it can be unsafe: its secret key, and the disk of its database."""

from __future__ import annotations

import os
from pathlib import Path

from quizapp.config import Settings
from quizapp.domain.questions.phrases import N_, Phrase
from quizapp.services.people import passwords

GUESSES_OF_A_KEY = 20
"""The power of ten below which a secret key is refused; 32 random characters are far above it."""

MOUNTS = Path("/proc/self/mounts")
"""The mounted disks, on Linux: device, place, kind, options."""

NETWORK = frozenset({"9p", "afs", "beegfs", "ceph", "cifs", "davfs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs"})
NETWORK_FUSE = frozenset({"fuse.glusterfs", "fuse.rclone", "fuse.s3fs", "fuse.sshfs", "fuse.davfs2", "fuse.ceph"})
"""Kinds of disks that are on another machine."""

EASY_KEY = Phrase(N_("QUIZAPP_SECRET_KEY is easy to guess"))
ELSEWHERE = N_("{folder} is on a disk of another machine ({kind}): SQLite can damage a database there")


def easy_key(settings: Settings) -> bool:
    """Whether somebody could find out the secret key by trying."""
    return bool(settings.secret_key) and passwords.easy(settings.secret_key, GUESSES_OF_A_KEY)


def remote(settings: Settings) -> Phrase | None:
    """Say that the file of the database is on a network file system, where its write-ahead log is not safe; None if it is not."""
    if settings.database_file is None:
        return None
    kind = kind_of(settings.database_file.parent)
    return Phrase(ELSEWHERE, {"folder": settings.database_file.parent, "kind": kind}) if kind in NETWORK | NETWORK_FUSE else None


def kind_of(folder: Path) -> str:
    """Return the kind of the file system on which a folder is; empty where that cannot be told."""
    try:
        lines = MOUNTS.read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    place, best, found = os.path.realpath(folder), "", ""
    for _, mounted, kind, *_ in (line.split(" ") for line in lines):
        at = mounted.replace("\\040", " ")  # a blank in a name
        if (place == at or place.startswith(f"{at.rstrip('/')}/")) and len(at) >= len(best):  # a later one hides an earlier one
            best, found = at, kind
    return found
