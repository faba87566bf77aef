package dev.sluice.bench.peer;

import dev.sluice.inference.Activation;
import dev.sluice.inference.Dense;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes dense layers in the ONNX format: protocol buffers with the field numbers of {@code onnx.proto}, a {@code Gemm} a
 * layer, its activation behind it. One input {@code x} and one output {@code y}, both {@code float[1][values]}.
 */
final class OnnxModel {

    private static final int IR_VERSION = 8;
    private static final int OPERATOR_SET = 17;
    private static final int FLOAT = 1;
    private static final int VARINT = 0;
    private static final int BYTES = 2;

    private OnnxModel() {}

    /** @throws IllegalArgumentException where a layer's activation is not among those that peers are compared by */
    static byte[] of(List<Dense> layers) {
        Message graph = new Message();
        String value = "x";
        for (int l = 0; l < layers.size(); l++) {
            Dense layer = layers.get(l);
            String sum = activation(layer).isEmpty() ? output(l, layers) : "sum" + l;
            graph.put(1, node("Gemm", List.of(value, "w" + l, "b" + l), sum));
            if (!activation(layer).isEmpty()) {
                graph.put(1, node(activation(layer), List.of(sum), output(l, layers)));
            }
            value = output(l, layers);
        }
        graph.put(2, "layers");
        for (int l = 0; l < layers.size(); l++) {
            graph.put(5, weights(layers.get(l), "w" + l));
            graph.put(5, bias(layers.get(l), "b" + l));
        }
        graph.put(11, value("x", layers.get(0).inputs()));
        graph.put(12, value("y", layers.get(layers.size() - 1).outputs()));
        return new Message()
                .put(1, IR_VERSION)
                .put(7, graph)
                .put(8, new Message().put(1, "").put(2, OPERATOR_SET))
                .bytes();
    }

    private static String output(int layer, List<Dense> layers) {
        return layer == layers.size() - 1 ? "y" : "h" + layer;
    }

    private static String activation(Dense layer) {
        Activation activation = layer.activation();
        return switch (activation) {
            case IDENTITY -> "";
            case TANH -> "Tanh";
            case RELU -> "Relu";
            default -> throw new IllegalArgumentException("no ONNX for activation " + activation.label());
        };
    }

    private static Message node(String operator, List<String> inputs, String output) {
        Message node = new Message();
        inputs.forEach(input -> node.put(1, input));
        return node.put(2, output).put(4, operator);
    }

    private static Message weights(Dense layer, String name) {
        byte[] raw = new byte[Float.BYTES * layer.inputs() * layer.outputs()];
        ByteBuffer floats = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < layer.inputs(); i++) {
            for (int j = 0; j < layer.outputs(); j++) {
                floats.putFloat(layer.weight(i, j));
            }
        }
        return new Message()
                .put(1, layer.inputs())
                .put(1, layer.outputs())
                .put(2, FLOAT)
                .put(8, name)
                .put(9, raw);
    }

    private static Message bias(Dense layer, String name) {
        byte[] raw = new byte[Float.BYTES * layer.outputs()];
        ByteBuffer floats = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
        for (int j = 0; j < layer.outputs(); j++) {
            floats.putFloat(layer.bias(j));
        }
        return new Message().put(1, layer.outputs()).put(2, FLOAT).put(8, name).put(9, raw);
    }

    /** A tensor of one row. */
    private static Message value(String name, int size) {
        Message shape = new Message().put(1, new Message().put(1, 1)).put(1, new Message().put(1, size));
        Message tensor = new Message().put(1, FLOAT).put(2, shape);
        return new Message().put(1, name).put(2, new Message().put(1, tensor));
    }

    /** A message of protocol buffers, field by field. */
    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message put(int field, long number) {
            varint(((long) field << 3) | VARINT);
            varint(number);
            return this;
        }

        Message put(int field, String text) {
            return put(field, text.getBytes(StandardCharsets.UTF_8));
        }

        Message put(int field, Message message) {
            return put(field, message.bytes());
        }

        Message put(int field, byte[] bytes) {
            varint(((long) field << 3) | BYTES);
            varint(bytes.length);
            out.writeBytes(bytes);
            return this;
        }

        byte[] bytes() {
            return out.toByteArray();
        }

        /** Seven bits a byte, the lowest first; all but the last have the highest bit set. */
        private void varint(long value) {
            long rest = value;
            while (rest >>> 7 != 0) {
                out.write((int) ((rest & 0x7f) | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }
    }
}
