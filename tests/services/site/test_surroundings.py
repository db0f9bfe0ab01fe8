"""Where the database is, as the system tells it."""

import pytest

from quizapp.config import read_settings
from quizapp.services.site import surroundings

MOUNTS = """\
/dev/vda / ext4 rw,relatime 0 0
tmpfs /run tmpfs rw 0 0
server:/srv /srv nfs rw 0 0
/dev/vdb /srv/quiz ext4 rw 0 0
me@host:/ /srv/quiz/far\\040away fuse.sshfs rw 0 0
//host/share /mnt/school cifs rw 0 0
"""


@pytest.fixture(autouse=True)
def mounts(tmp_path, monkeypatch):
    (tmp_path / "mounts").write_text(MOUNTS)
    monkeypatch.setattr(surroundings, "MOUNTS", tmp_path / "mounts")


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/var/lib/quizapp", ""),
        ("/srv/instance", "nfs"),
        ("/srvother", ""),
        ("/srv/quiz/instance", ""),
        ("/srv/quiz/far away/instance", "fuse.sshfs"),
        ("/mnt/school", "cifs"),
    ],
)
def test_a_database_on_another_machine_is_told_with_the_kind_of_its_disk(folder, kind):
    told = surroundings.remote(read_settings({"INSTANCE": folder, "SECRET_KEY": "k" * 40}, {}))

    assert (told is None) == (not kind)
    assert told is None or f"({kind})" in str(told)


def test_a_server_has_disks_of_its_own(tmp_path):
    settings = read_settings({"INSTANCE": "/srv", "SECRET_KEY": "k" * 40, "DATABASE_URL": "postgresql://db/quizapp"}, {})

    assert surroundings.remote(settings) is None


def test_a_system_that_does_not_tell_is_believed(tmp_path, monkeypatch):
    monkeypatch.setattr(surroundings, "MOUNTS", tmp_path / "nothing")

    assert surroundings.remote(read_settings({"INSTANCE": "/srv", "SECRET_KEY": "k" * 40}, {})) is None
