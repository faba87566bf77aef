package dev.sluice.cli.produce;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Records out of pictures and their labels: {@code {"pixels":[0,…,255],"label":7}}, the pixels row by row. */
final class IdxSource implements RecordSource {

    private final JsonFactory json = new JsonFactory();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    private final IdxFile images;
    private final IdxFile labels; // null for none
    private final RecordTimes times;
    private int index;

    private IdxSource(IdxFile images, IdxFile labels, RecordTimes times) {
        this.images = images;
        this.labels = labels;
        this.times = times;
    }

    /**
     * @param labels null for none
     * @throws FileSystemException where there are not as many labels as pictures
     */
    static IdxSource open(Path images, Path labels, RecordTimes times) throws IOException {
        IdxFile pictures = IdxFile.open(images, 3);
        try {
            IdxFile classes = labels == null ? null : IdxFile.open(labels, 1);
            IdxSource source = new IdxSource(pictures, classes, times);
            if (classes != null && classes.items() != pictures.items()) {
                source.close();
                throw new FileSystemException(
                        labels.toString(),
                        null,
                        "has " + classes.items() + " labels, but " + images + " has " + pictures.items()
                                + " pictures: do they belong together?");
            }
            return source;
        } catch (IOException | RuntimeException e) {
            pictures.close();
            throw e;
        }
    }

    @Override
    public Outgoing next() throws IOException {
        if (index == images.items()) {
            return null;
        }
        byte[] picture = images.read(index);
        bytes.reset();
        try (JsonGenerator out = json.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeArrayFieldStart("pixels");
            for (byte pixel : picture) {
                out.writeNumber(Byte.toUnsignedInt(pixel));
            }
            out.writeEndArray();
            if (labels != null) {
                out.writeNumberField("label", Byte.toUnsignedInt(labels.read(index)[0]));
            }
            out.writeEndObject();
        }
        Long time = times.at(index);
        index++;
        return new Outgoing(null, bytes.toByteArray(), time);
    }

    @Override
    public long line() {
        return index;
    }

    @Override
    public void close() throws IOException {
        images.close();
        if (labels != null) {
            labels.close();
        }
    }
}
