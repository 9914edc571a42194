"""Ends with 0 when everything that the arguments ask for is installed, else with 1.

Each argument is a list in JSON: whether dependencies count, and requirements as pip takes them.
"""
import json
import sys
from importlib import metadata

try:
    from packaging.requirements import Requirement
except ImportError:
    from pip._vendor.packaging.requirements import Requirement

seen = set()


def is_installed(text, with_dependencies):
    requirement = Requirement(text)
    if requirement.url:
        return False
    try:
        found = metadata.distribution(requirement.name)
    except metadata.PackageNotFoundError:
        return False
    if not requirement.specifier.contains(found.version, prereleases=True):
        return False
    key = (requirement.name.lower(), frozenset(requirement.extras))
    if not with_dependencies or key in seen:
        return True
    seen.add(key)
    return all(is_installed(needed, True) for needed in dependencies(found, requirement.extras or {""}))


def dependencies(found, extras):
    for text in found.requires or []:
        marker = Requirement(text).marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in extras):
            yield text


def is_meant(text):
    marker = Requirement(text).marker
    return marker is None or marker.evaluate({"extra": ""})


def main():
    for argument in sys.argv[1:]:
        with_dependencies, requirements = json.loads(argument)
        meant = filter(is_meant, requirements)
        if not all(is_installed(requirement, with_dependencies) for requirement in meant):
            return 1
    return 0


sys.exit(main())
