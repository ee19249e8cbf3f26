package dossier.generation;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What understanding a request rests on; each can be switched off, to see what it is worth. */
public enum Part {
    /** The cosine with the phrase that is nearest in meaning. */
    COSINE,
    /** The cosine with the mean of a verb's phrases. */
    CENTRE,
    /** BM25 over all that the registry says of a verb. */
    BM25,
    /** The phrase that shares the most words. */
    NEAREST,
    /** The word that orders. */
    HEAD,
    /** Values that find a place, and whether all that is required is there. */
    SLOTS,
    /** Forms that one order stands for. */
    IMPLIED;

    /** As it is written on a command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The part of a label. */
    public static Optional<Part> of(String label) {
        return Stream.of(values()).filter(part -> part.label().equals(label)).findFirst();
    }
}
