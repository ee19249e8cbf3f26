package dossier.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Documents of given sizes. */
final class Texts {
    private static final List<String> SHARED = List.of("""
            ;; owner %1$d
            (entity.register :entity-id "p-%1$d" :entity-type "PROPER_PERSON"
                             :props {:full-name "Jane Roe %1$d", :date-of-birth "1970-03-09"})
            """, """
            (entity.link :link-id "l-%1$d" :from-entity "p-%1$d" :to-entity "fund-1"
                         :relationship-type OWNERSHIP :tags [verified nil true 42 -3.25])
            """, """
            (case.read :case-id "c-%1$d")
            """);

    private static final List<String> FULL = List.of("""
            ;; owner %1$d
            (entity.register :entity-id "p-%1$d" :entity-type "PROPER_PERSON"
                             :props {:full-name "Jane Ro\u00e9 %1$d", @attr{person.date-of-birth} "1970-03-09"})
            """, """
            (entity.link :link-id "l-%1$d" :from-entity "p-%1$d" :to-entity "fund-1"
                         :relationship-props {:ownership-percentage 33.3333%% :price -100.25USD})
            """, """
            (case.read :case-id "c-%1$d" :why "na\u00efve \\"quoted\\" text")
            """);

    private Texts() {}

    /** One form of 57 bytes. */
    static byte[] oneForm() {
        return "(case.create :case-id \"CASE-001\" :case-type \"ONBOARDING\")".getBytes(StandardCharsets.US_ASCII);
    }

    /** Forms in the part of the language that EDN shares, so that readers of EDN take the same bytes. */
    static byte[] shared(int bytes) {
        return repeated(bytes, SHARED);
    }

    /** With percentages, amounts, references to attributes, escapes and text beyond ASCII. */
    static byte[] full(int bytes) {
        return repeated(bytes, FULL);
    }

    /** As many forms as the size has room for. */
    private static byte[] repeated(int bytes, List<String> patterns) {
        StringBuilder text = new StringBuilder(bytes);
        int size = 0;
        for (int i = 0; ; i++) {
            String form = patterns.get(i % patterns.size()).formatted(i / patterns.size());
            size += form.getBytes(StandardCharsets.UTF_8).length;
            if (size > bytes) {
                return text.toString().getBytes(StandardCharsets.UTF_8);
            }
            text.append(form);
        }
    }
}
