package dev.sluice.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class GrowthPlotTest {

    @Test
    void drawsEveryPointOfEveryCurve() throws Exception {
        GrowthCurve features = new GrowthCurve("features", "us");
        features.add(8, 1);
        features.add(32, 4);
        GrowthCurve flat = new GrowthCurve("partitions", "s");
        flat.add(1, 2);
        flat.add(4, 2);
        flat.add(16, 2);

        String svg = GrowthPlot.svg(List.of(features, flat));

        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(5);
        assertThat(document.getElementsByTagName("polyline").getLength()).isEqualTo(2);
        assertThat(svg).contains("us by features: exponent 1.00", "s by partitions: exponent 0.00");
    }

    @Test
    void tellsACurveInALine() {
        GrowthCurve curve = new GrowthCurve("features", "us");
        curve.add(8, 1.5);
        curve.add(32, 3.25);

        assertThat(curve.told()).isEqualTo("us at 8, 32 features: 1.5, 3.25");
    }
}
