package dev.sluice.bench.peer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.sluice.inference.Dense;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * ONNX Runtime on one record at a time and one thread, as its users are told to run a small model: the session and the input
 * tensor are made once, the input's values are put into the tensor's own memory.
 */
public final class OnnxNetwork implements AutoCloseable {

    private final OrtSession session;
    private final FloatBuffer values; // [inputs], the tensor's memory
    private final OnnxTensor tensor;
    private final Map<String, OnnxTensor> inputs;

    /** @throws IllegalStateException where the runtime does not take it */
    public OnnxNetwork(List<Dense> layers) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        int size = layers.get(0).inputs();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = environment.createSession(OnnxModel.of(layers), options);
            values = ByteBuffer.allocateDirect(Float.BYTES * size)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
            tensor = OnnxTensor.createTensor(environment, values, new long[] {1, size});
            inputs = Map.of("x", tensor);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime does not take the network: " + e.getMessage(), e);
        }
    }

    /** {@code float[outputs]} of {@code float[inputs]}. */
    public float[] forward(float[] x) {
        values.put(0, x);
        try (OrtSession.Result result = session.run(inputs)) {
            return ((OnnxTensor) result.get(0)).getFloatBuffer().array();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime does not run the network: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        tensor.close();
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime does not end: " + e.getMessage(), e);
        }
    }
}
