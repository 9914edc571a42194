"""A client that knows nothing of a server but what gRPC's reflection tells, and pipelines to send with it."""

import grpc
from google.protobuf import json_format
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message_factory import GetMessageClass
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase

PACKAGES = ("kubeflow.pipelines.backend.api.v2beta1.", "pitwheel.api.v1.")
LONGEST_CALL_SECONDS = 60


def pipeline_of(name: str, command: str) -> dict:
    """A pipeline whose one task gets the parameter word and gives it back as said, when its command lets it."""
    word = {"parameters": {"word": {"parameterType": "STRING"}}}
    said = {"parameters": {"said": {"parameterType": "STRING"}}}
    return {
        "pipelineInfo": {"name": name},
        "schemaVersion": "2.1.0",
        "sdkVersion": "kfp-2.17.0",
        "root": {
            "inputDefinitions": word,
            "dag": {
                "tasks": {
                    "say": {
                        "componentRef": {"name": "comp-say"},
                        "taskInfo": {"name": "say"},
                        "inputs": {"parameters": {"word": {"componentInputParameter": "word"}}},
                    }
                }
            },
        },
        "components": {
            "comp-say": {"executorLabel": "exec-say", "inputDefinitions": word, "outputDefinitions": said}
        },
        "deploymentSpec": {
            "executors": {
                "exec-say": {
                    "container": {
                        "image": "none",
                        "command": ["sh", "-c", command],
                        "args": ["{{$.inputs.parameters['word']}}", "{{$.outputs.parameters['said'].output_file}}"],
                    }
                }
            }
        },
    }


PIPELINE = pipeline_of("by-reflection", 'mkdir -p "$(dirname "$1")"; printf %s "$0" > "$1"')
FAILING = pipeline_of("failing", "exit 7")
ENDLESS = pipeline_of("endless", "sleep 3600")
DRIVEN_ELSEWHERE = {"pitwheel": {"driven_elsewhere": True}}


class ReflectedClient:
    """Services and messages as the server describes them."""

    def __init__(self, address: str):
        self.channel = grpc.insecure_channel(address)
        self.database = ProtoReflectionDescriptorDatabase(self.channel)
        self.pool = DescriptorPool(self.database)
        self.called = set()

    def services(self):
        names = [name for name in self.database.get_services() if name.startswith(PACKAGES)]
        return [self.pool.FindServiceByName(name) for name in sorted(names)]

    def call(self, method, request: dict) -> dict:
        request_class = GetMessageClass(method.input_type)
        caller = self.channel.unary_unary(
            f"/{method.containing_service.full_name}/{method.name}",
            request_serializer=request_class.SerializeToString,
            response_deserializer=GetMessageClass(method.output_type).FromString,
        )
        answer = caller(json_format.ParseDict(request, request_class()), timeout=LONGEST_CALL_SECONDS)
        return json_format.MessageToDict(answer, preserving_proto_field_name=True)

    def methods(self):
        return {
            f"{service.name}.{method.name}": method
            for service in self.services()
            for method in service.methods
        }

    def named(self, name: str, request: dict | None = None, /, **fields) -> dict:
        """Answers a request of real values, and remembers that the call had one."""
        self.called.add(name)
        return self.call(self.methods()[name], {**(request or {}), **fields})

    def refused(self, name: str, code: grpc.StatusCode, /, **fields) -> str:
        """What the server says of a request that it refuses with this code."""
        try:
            answer = self.named(name, **fields)
        except grpc.RpcError as refusal:
            if refusal.code() != code:
                raise
            return refusal.details()
        raise AssertionError(f"{name} of {fields} answers {answer} (expected: {code})")
