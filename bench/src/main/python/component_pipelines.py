"""Compiles many of one lightweight component, or runs them with kfp.local and prints seconds.

component_pipelines.py compile chain|loop COUNT FILE
component_pipelines.py local chain|loop COUNT FOLDER venv|no-venv
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


def loop_of(iterations: int):
    @dsl.pipeline(name='component-loop')
    def component_loop():
        with dsl.ParallelFor(list(range(iterations))) as number:
            pass_on(number=number).set_caching_options(False)

    return component_loop


SHAPES = {'chain': chain_of, 'loop': loop_of}


def main() -> None:
    verb, shape, count, place = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
    pipeline = SHAPES[shape](count)
    if verb == 'compile':
        compiler.Compiler().compile(pipeline, place)
        return
    local.init(
        runner=local.SubprocessRunner(use_venv=sys.argv[5] == 'venv'), pipeline_root=place)
    begin = time.monotonic()
    pipeline()
    print('seconds', time.monotonic() - begin)


if __name__ == '__main__':
    main()
