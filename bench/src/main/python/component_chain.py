"""Compiles a chain of one lightweight component, or runs it with kfp.local and prints seconds.

component_chain.py compile STEPS FILE
component_chain.py local STEPS FOLDER venv|no-venv
"""

import sys
import time

from kfp import compiler, dsl, local


@dsl.component(base_image='python:3.11-slim')
def pass_on(number: int) -> int:
    """Adds one."""
    return number + 1


def chain_of(steps: int):
    @dsl.pipeline(name='component-chain')
    def component_chain(start: int = 0) -> int:
        task = pass_on(number=start).set_caching_options(False)
        for _ in range(steps - 1):
            task = pass_on(number=task.output).set_caching_options(False)
        return task.output

    return component_chain


def main() -> None:
    verb, steps, place = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    pipeline = chain_of(steps)
    if verb == 'compile':
        compiler.Compiler().compile(pipeline, place)
        return
    local.init(
        runner=local.SubprocessRunner(use_venv=sys.argv[4] == 'venv'), pipeline_root=place)
    begin = time.monotonic()
    pipeline(start=0)
    print('seconds', time.monotonic() - begin)


if __name__ == '__main__':
    main()
