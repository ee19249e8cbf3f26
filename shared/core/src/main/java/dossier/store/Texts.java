package dossier.store;

import dossier.json.Json;

/**
 * The one seam through which every text and JSON of a case is stored and read back: document texts, forms, audit
 * entries, messages, answers and proposals. Here personal values turn into ciphertext and back once subjects have keys.
 * Thread-safe; {@code read} undoes {@code store}.
 */
public interface Texts {
    String store(String tenant, String text);

    String read(String tenant, String stored);

    default Json store(String tenant, Json json) {
        return Json.parse(store(tenant, json.compact())).orThrow();
    }

    default Json read(String tenant, Json stored) {
        return Json.parse(read(tenant, stored.compact())).orThrow();
    }

    /** Keeps everything as it is. */
    Texts PLAIN = new Texts() {
        @Override
        public String store(String tenant, String text) {
            return text;
        }

        @Override
        public String read(String tenant, String stored) {
            return stored;
        }

        @Override
        public Json store(String tenant, Json json) {
            return json;
        }

        @Override
        public Json read(String tenant, Json stored) {
            return stored;
        }
    };
}
