"""The pinned packages are all that is installed: a list that pip completes from the newest releases breaks on the day of a release."""

import re
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from support import ROOT

LISTS = {"run": [], "postgres": ["postgres"], "test": ["postgres", "test"]}


def pinned(name):
    """The pins in a list by the canonical name of the package."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    found = [Requirement(line.removesuffix("\\").strip()) for line in re.findall(r"^[^\s#-].*$", text, re.MULTILINE)]
    return {canonicalize_name(each.name): each for each in found}


def wanted(package, extras):
    """The requirements of an installed package with these extras, on this machine."""
    for line in metadata.requires(package) or []:
        requirement = Requirement(line)
        if requirement.marker is None or any(requirement.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield requirement


@pytest.mark.parametrize("name", LISTS)
def test_every_package_is_pinned_with_the_extras_that_are_asked_of_it(name):
    """Before version 23.3, pip does not accept `coverage==7.1` for `coverage[toml]>=7`, and looks for the newest release instead."""
    pins = pinned(name)
    asked = [("quizapp", each) for each in wanted("quizapp", ["build", *LISTS[name]])]
    here = [pin for pin in pins.values() if pin.marker is None or pin.marker.evaluate()]
    asked += [(pin.name, each) for pin in here for each in wanted(pin.name, pin.extras)]
    missing = [
        f"{by}: {each}" for by, each in asked if (pin := pins.get(canonicalize_name(each.name))) is None or not each.extras <= pin.extras
    ]
    assert not missing
    assert len(asked) > len(here)


@pytest.mark.parametrize(("package", "mended"), [("flask", "3.1.3"), ("werkzeug", "3.0.6"), ("gunicorn", "23.0.0"), ("jinja2", "3.1.6")])
@pytest.mark.parametrize("name", LISTS)
def test_what_was_mended_upstream_is_in(name, package, mended):
    """Releases before these have faults that reach a site like this one: pages kept by proxies, large forms, smuggled requests."""
    [pin] = pinned(name)[package].specifier
    assert pin.operator == "=="
    assert Version(pin.version) >= Version(mended)
