package dossier.semantic;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Vectors by text, each number in a byte: what was computed at build time for one version of the registry. Immutable.
 *
 * @param registry version of the registry whose phrases they are
 */
record Vectors(String registry, Map<String, Packed> byText) {
    static final String FILE = "vectors.bin";

    private static final int FORMAT = 0x44565401;

    static final Vectors NONE = new Vectors("", Map.of());

    /**
     * A vector of length 1 in a quarter of its size; cosines change by less than 0.01.
     *
     * @param scale what a step of a byte is worth
     */
    @SuppressWarnings("ArrayRecordComponent") // neither compared nor written to
    record Packed(float scale, byte[] steps) {
        static Packed of(float[] vector) {
            float most = 1e-9f;
            for (float value : vector) {
                most = Math.max(most, Math.abs(value));
            }
            float scale = most / 127;
            byte[] steps = new byte[vector.length];
            for (int d = 0; d < steps.length; d++) {
                steps[d] = (byte) Math.round(vector[d] / scale);
            }
            return new Packed(scale, steps);
        }

        double cosine(float[] other) {
            float sum = 0;
            for (int d = 0; d < steps.length; d++) {
                sum += steps[d] * other[d];
            }
            return sum * scale;
        }

        void addTo(float[] sum) {
            for (int d = 0; d < steps.length; d++) {
                sum[d] += steps[d] * scale;
            }
        }
    }

    /** The same direction with length 1. */
    static float[] unit(float[] vector) {
        double square = 0;
        for (float value : vector) {
            square += (double) value * value;
        }
        float length = (float) Math.max(1e-12, Math.sqrt(square));
        float[] out = new float[vector.length];
        for (int d = 0; d < out.length; d++) {
            out[d] = vector[d] / length;
        }
        return out;
    }

    static Vectors read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            if (in.readInt() != FORMAT) {
                throw new IOException(file.getFileName() + " has another format");
            }
            String registry = in.readUTF();
            int size = in.readInt();
            int dimensions = in.readInt();
            Map<String, Packed> byText = LinkedHashMap.newLinkedHashMap(size);
            for (int i = 0; i < size; i++) {
                String text = in.readUTF();
                float scale = in.readFloat();
                byte[] steps = new byte[dimensions];
                in.readFully(steps);
                byText.put(text, new Packed(scale, steps));
            }
            return new Vectors(registry, byText);
        }
    }

    void write(Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(FORMAT);
            out.writeUTF(registry);
            out.writeInt(byText.size());
            out.writeInt(byText.values().stream()
                    .findFirst()
                    .map(v -> v.steps().length)
                    .orElse(0));
            for (Map.Entry<String, Packed> entry : byText.entrySet()) {
                out.writeUTF(entry.getKey());
                out.writeFloat(entry.getValue().scale());
                out.write(entry.getValue().steps());
            }
        }
    }
}
