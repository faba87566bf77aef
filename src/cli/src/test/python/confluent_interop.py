"""Exchanges Avro with Sluice by Confluent's own client: its AvroSerializer feeds a pipeline's input, and its
AvroDeserializer reads what the pipeline writes.

    python3 -m venv venv && venv/bin/pip install 'confluent-kafka[avro,schemaregistry]'
    venv/bin/python src/cli/src/test/python/confluent_interop.py --bootstrap-server localhost:9092 \
        --registry http://localhost:8081 --pipeline pumps --topic telemetry

A `sluice trainer` and a `sluice stream` of that pipeline have to run, with `input.format: avro` and the same registry.
Exit code 0 only if every record that was sent has its score and its latent.
"""

import argparse
import random
import sys
import time

from confluent_kafka import Consumer, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer, AvroSerializer
from confluent_kafka.serialization import MessageField, SerializationContext

FIRST = """
{"type": "record", "name": "Telemetry", "namespace": "plant", "fields": [
  {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
  {"name": "mode", "type": {"type": "enum", "name": "Mode", "symbols": ["ON", "OFF"]}},
  {"name": "sensor", "type": {"type": "record", "name": "Sensor", "fields": [
    {"name": "temp", "type": "double"}, {"name": "flow", "type": ["null", "float"], "default": null}]}},
  {"name": "pressure", "type": "double"}]}
"""

# One field added, one renamed by alias.
SECOND = """
{"type": "record", "name": "Telemetry", "namespace": "plant", "fields": [
  {"name": "site", "type": "string", "default": "north"},
  {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
  {"name": "mode", "type": {"type": "enum", "name": "Mode", "symbols": ["ON", "OFF"]}},
  {"name": "sensor", "type": {"type": "record", "name": "Sensor", "fields": [
    {"name": "temp", "type": "double"}, {"name": "flow", "type": ["null", "float"], "default": null}]}},
  {"name": "bar", "type": "double", "aliases": ["pressure"]}]}
"""


def record(rng, pressure):
    cause = rng.gauss(0, 1)
    return {
        "at": int(time.time() * 1000),
        "mode": "ON" if cause > 0 else "OFF",
        "sensor": {"temp": 20 + 3 * cause + rng.gauss(0, 0.1), "flow": 5 - cause + rng.gauss(0, 0.1)},
        pressure: 100 + 7 * cause + rng.gauss(0, 0.5),
    }


def create(options):
    admin = AdminClient({"bootstrap.servers": options.bootstrap_server})
    if options.topic not in admin.list_topics(timeout=10).topics:
        admin.create_topics([NewTopic(options.topic, num_partitions=2)])[options.topic].result()


def send(options, registry):
    rng = random.Random(options.seed)
    producer = Producer({"bootstrap.servers": options.bootstrap_server})
    context = SerializationContext(options.topic, MessageField.VALUE)
    sent = []

    def acknowledged(error, message):
        if error:
            raise RuntimeError(error)
        sent.append((message.partition(), message.offset()))

    half = options.count // 2
    for schema, pressure, count in ((FIRST, "pressure", half), (SECOND, "bar", options.count - half)):
        serializer = AvroSerializer(registry, schema)
        for n in range(count):
            value = serializer(record(rng, pressure), context)
            producer.produce(options.topic, key=f"pump-{n % 5}".encode(), value=value, on_delivery=acknowledged)
            producer.poll(0)
    producer.flush()
    return set(sent)


def read(options, registry, topic, wanted, patience=600):
    """The committed records of a topic about what was sent, by the input's partition and offset."""
    consumer = Consumer({
        "bootstrap.servers": options.bootstrap_server,
        "group.id": f"interop-{random.random()}",
        "isolation.level": "read_committed",
        "enable.auto.commit": False,
    })
    deadline = time.time() + patience
    partitions = {}
    while not partitions and time.time() < deadline:  # the scorer creates its topics when it starts
        partitions = consumer.list_topics(topic, timeout=10).topics[topic].partitions
        time.sleep(0.5)
    consumer.assign([TopicPartition(topic, p, 0) for p in partitions])
    deserializer = AvroDeserializer(registry)
    context = SerializationContext(topic, MessageField.VALUE)
    found = {}
    twice = 0
    while len(found) < len(wanted) and time.time() < deadline:
        message = consumer.poll(1.0)
        if message is None or message.error():
            continue
        value = deserializer(message.value(), context)
        at = (value["partition"], value["offset"])
        if at in wanted:
            twice += at in found
            found[at] = value
    consumer.close()
    return found, twice


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bootstrap-server", default="localhost:9092")
    parser.add_argument("--registry", default="http://localhost:8081")
    parser.add_argument("--pipeline", default="pumps")
    parser.add_argument("--topic", default="telemetry")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()

    registry = SchemaRegistryClient({"url": options.registry})
    create(options)
    sent = send(options, registry)
    print(f"sent to {options.topic} by AvroSerializer: {len(sent)}, with 2 schemas")
    scores, twice = read(options, registry, f"{options.pipeline}.scores", sent)
    latents, _ = read(options, registry, f"{options.pipeline}.latents", sent)
    print(f"scores read by AvroDeserializer: {len(scores)}, missing {len(sent - scores.keys())}, twice {twice}")
    print(f"latents read by AvroDeserializer: {len(latents)}, missing {len(sent - latents.keys())}")
    features_missing = sum(s["missing"] for s in scores.values())
    print(f"features missing over all records: {features_missing}")
    if scores:
        print("one of them:", next(iter(scores.values())))
    return 0 if scores.keys() == sent and latents.keys() == sent and not twice and not features_missing else 1


if __name__ == "__main__":
    sys.exit(main())
