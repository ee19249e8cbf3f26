package dossier.generation;

import dossier.generation.slots.Mention;
import dossier.pipeline.ThingKey;
import dossier.registry.Argument;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A form in the making: what stands in its slots, and where that comes from. Used by one request, on one thread. */
final class Draft {
    private final Frame frame;
    private final Clause clause;
    private final double confidence;
    private final List<Proposal.Alternative> alternatives;
    private final Map<String, List<Entry>> entries = new LinkedHashMap<>();
    private final List<Doubt> doubts = new ArrayList<>();
    private Optional<ThingKey> introduced = Optional.empty();

    Draft(Frame frame, Clause clause, double confidence, List<Proposal.Alternative> alternatives) {
        this.frame = frame;
        this.clause = clause;
        this.confidence = confidence;
        this.alternatives = alternatives;
    }

    /**
     * One value.
     *
     * @param value as the language writes it, without quotes
     * @param mention where the request says it
     * @param later where a later turn of the conversation says it
     */
    record Entry(
            Slot slot, String value, Optional<Mention> mention, Optional<Later> later, Proposal.Provenance provenance) {
        Entry(Slot slot, String value, Optional<Mention> mention, Proposal.Provenance provenance) {
            this(slot, value, mention, Optional.empty(), provenance);
        }
    }

    /** A place in a later instruction of the conversation. */
    record Later(int turn, Proposal.Range range) {}

    /**
     * Something about a value that has to be asked.
     *
     * @param choices as a person would answer; the values behind them in {@code values}
     */
    record Doubt(Slot slot, String question, List<String> choices, List<String> values) {}

    Frame frame() {
        return frame;
    }

    boolean isOf(Frame other) {
        return frame.verb().name().equals(other.verb().name());
    }

    Clause clause() {
        return clause;
    }

    double confidence() {
        return confidence;
    }

    List<Proposal.Alternative> alternatives() {
        return alternatives;
    }

    List<Doubt> doubts() {
        return doubts;
    }

    void doubt(Doubt doubt) {
        doubts.add(doubt);
    }

    Optional<ThingKey> introduced() {
        return introduced;
    }

    void introduces(ThingKey key) {
        introduced = Optional.of(key);
    }

    boolean has(String path) {
        return entries.containsKey(path);
    }

    /** Whether the request itself says what stands in a slot. */
    boolean isSaid(String path) {
        return at(path).stream().anyMatch(e -> e.mention().isPresent());
    }

    /** Whether another draft says just the same. */
    boolean says(Draft other) {
        return other.isOf(frame)
                && introduced.isEmpty()
                && !entries.isEmpty()
                && entries().stream()
                        .map(e -> e.slot().path() + "=" + e.value())
                        .toList()
                        .equals(other.entries().stream()
                                .map(e -> e.slot().path() + "=" + e.value())
                                .toList());
    }

    /** Sets the one value of a slot, or adds to those of a list. */
    void put(Entry entry) {
        List<Entry> there = entries.computeIfAbsent(entry.slot().path(), p -> new ArrayList<>());
        if (!entry.slot().list()) {
            there.clear();
        }
        if (there.stream().noneMatch(e -> e.value().equals(entry.value()))) {
            there.add(entry);
        }
        doubts.removeIf(doubt -> doubt.slot().path().equals(entry.slot().path()));
    }

    void remove(String path) {
        entries.remove(path);
    }

    List<Entry> at(String path) {
        return entries.getOrDefault(path, List.of());
    }

    Optional<String> value(String path) {
        return at(path).stream().map(Entry::value).findFirst();
    }

    /** All values, in registry order. */
    List<Entry> entries() {
        List<String> order =
                frame.verb().arguments().stream().map(Argument::key).toList();
        List<Slot> within = frame.slots();
        return entries.values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingInt(
                                (Entry e) -> order.indexOf(e.slot().key()))
                        .thenComparingInt(e -> within.indexOf(e.slot())))
                .toList();
    }
}
