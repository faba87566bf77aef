package dev.sluice.trainer.engine;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** How the layers of a stack are trained: those over images that follow each other as one block, the others on their own. */
final class TrainingLayers {
    private TrainingLayers() {}

    static List<TrainingLayer> of(List<LayerShape> shapes, MultiLayerNetwork network, StepMemory memory) {
        List<TrainingLayer> layers = new ArrayList<>();
        List<ImagePass> block = new ArrayList<>();
        for (int l = 0; l < shapes.size(); l++) {
            LayerShape shape = shapes.get(l);
            Layer layer = network.getLayer(l);
            if (l + 1 < shapes.size()
                    && shape instanceof UpsamplingShape larger
                    && shapes.get(l + 1) instanceof ConvolutionShape next
                    && next.takesRepeated()) {
                l++;
                block.add(
                        new ConvolutionPass(network.getLayer(l), next, larger.in(), larger.timesY(), larger.timesX()));
                continue;
            }
            ImagePass pass = shape.pass(layer);
            if (pass != null) {
                block.add(pass);
                continue;
            }
            close(block, layers);
            layers.add(shape.training(layer, memory.manager()));
        }
        close(block, layers);
        return layers;
    }

    private static void close(List<ImagePass> block, List<TrainingLayer> layers) {
        if (!block.isEmpty()) {
            layers.add(new ImageBlock(block));
            block.clear();
        }
    }
}
