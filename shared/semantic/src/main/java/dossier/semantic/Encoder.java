package dossier.semantic;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Makes of a text the vector of its meaning: the mean of what the model says of its pieces, of length 1. The same text
 * has the same vector on one processor; processors differ by less than 0.005 in cosine. Thread-safe.
 */
final class Encoder {
    static final String MODEL = "model.onnx";
    static final String WORDS = "words.txt";
    static final String NATIVE = "native";
    /** Where the runtime looks for its native code, instead of unpacking some out of a jar. */
    private static final String NATIVE_PATH = "onnxruntime.native.path";

    private final WordPiece pieces;
    private final OrtEnvironment environment;
    private final OrtSession session;

    private Encoder(WordPiece pieces, OrtEnvironment environment, OrtSession session) {
        this.pieces = pieces;
        this.environment = environment;
        this.session = session;
    }

    /**
     * The first call decides for the whole process where native code is taken from.
     *
     * @param folder with the model and its pieces of words
     * @param natives with the native code
     * @throws Unavailable if one of them is missing or is not for this platform
     */
    static Encoder open(Path folder, Path natives) throws Unavailable {
        try {
            if (!Files.isReadable(folder.resolve(MODEL))) {
                throw new Unavailable("there is no model");
            }
            if (System.getProperty(NATIVE_PATH) == null) {
                System.setProperty(NATIVE_PATH, natives.toAbsolutePath().toString());
            }
            WordPiece pieces = WordPiece.read(folder.resolve(WORDS));
            OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            environment.setTelemetry(false);
            try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
                options.setIntraOpNumThreads(1);
                options.setInterOpNumThreads(1);
                options.addConfigEntry("session.intra_op.allow_spinning", "0");
                return new Encoder(
                        pieces,
                        environment,
                        environment.createSession(folder.resolve(MODEL).toString(), options));
            }
        } catch (OrtException | IOException unreadable) {
            throw new Unavailable("the model cannot be read", unreadable);
        } catch (LinkageError | IllegalStateException notForHere) {
            // What the runtime throws, at this and at every later try, when its native code is not there or not for
            // here.
            throw new Unavailable("there is no native code for this platform", notForHere);
        }
    }

    /** The model cannot be used here. */
    static final class Unavailable extends Exception {
        private static final long serialVersionUID = 1;

        private final String reason;

        Unavailable(String reason) {
            super(reason);
            this.reason = reason;
        }

        Unavailable(String reason, Throwable cause) {
            super(reason, cause);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }

    /** A vector of length 1. */
    float[] vector(String text) {
        long[] ids = pieces.ids(text);
        long[] ones = new long[ids.length];
        java.util.Arrays.fill(ones, 1);
        long[] shape = {1, ids.length};
        try (OnnxTensor tokens = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
                OnnxTensor mask = OnnxTensor.createTensor(environment, LongBuffer.wrap(ones), shape);
                OnnxTensor types = OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[ids.length]), shape);
                OrtSession.Result result =
                        session.run(Map.of("input_ids", tokens, "attention_mask", mask, "token_type_ids", types))) {
            OnnxTensor states = (OnnxTensor) result.get(0);
            return mean(states.getFloatBuffer(), ids.length);
        } catch (OrtException broken) {
            throw new IllegalStateException("The model failed", broken);
        }
    }

    private static float[] mean(java.nio.FloatBuffer states, int pieces) {
        float[] sum = new float[states.remaining() / pieces];
        for (int piece = 0; piece < pieces; piece++) {
            for (int d = 0; d < sum.length; d++) {
                sum[d] += states.get(piece * sum.length + d);
            }
        }
        return Vectors.unit(sum);
    }
}
