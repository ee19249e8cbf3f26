package dossier.language;

import java.nio.charset.StandardCharsets;

/** Measures reading: {@code main} prints MB/s for texts of several sizes. No test; run it by hand. */
final class Throughput {
    private static final int ROUNDS = 7;

    private Throughput() {}

    /** A document of about this many bytes, of the forms a case is made of. */
    static String document(int bytes) {
        StringBuilder text = new StringBuilder(bytes + 1_000);
        for (int i = 0; text.length() < bytes - 600; i++) {
            text.append("""
                    ;; owner %1$d
                    (entity.register :entity-id "person-%1$d" :entity-type "PROPER_PERSON" :jurisdiction "LU"
                                     :props {:full-name "Jane Roe %1$d", :date-of-birth "1970-03-09"})
                    (entity.link :link-id "l-%1$d" :from-entity "person-%1$d" :to-entity "fund-1"
                                 :relationship-type "OWNERSHIP"
                                 :relationship-props {:ownership-percentage 33.3333%% :amount -100.25USD})
                    (document.catalog :document-id "d-%1$d" :tags [passport verified nil true] :language "EN")
                    """.formatted(i));
        }
        return text.toString();
    }

    public static void main(String[] arguments) {
        for (int bytes : new int[] {1_000, 100_000, 1 << 20}) {
            byte[] text = document(bytes).getBytes(StandardCharsets.UTF_8);
            int times = Math.max(1, 60_000_000 / text.length);
            double best = 0;
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                for (int i = 0; i < times; i++) {
                    if (Parser.parse(text, Limits.DEFAULT).hasErrors()) {
                        throw new IllegalStateException("The text should have no errors");
                    }
                }
                best = Math.max(best, text.length * (double) times * 1_000 / (System.nanoTime() - start));
            }
            System.out.printf("%,10d bytes %8.1f MB/s%n", text.length, best);
        }
    }
}
