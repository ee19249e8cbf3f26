package dossier.pipeline;

import dossier.json.Json;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The state as it becomes while the forms of one document run over a snapshot. Confined to one thread.
 */
final class Draft {
    /** A thing as the forms so far have left it. */
    record Working(
            ThingKey key,
            long revision,
            boolean resolved,
            Json.Object row,
            Optional<LocalDate> validFrom,
            Optional<LocalDate> validTo) {
        static Working of(Snapshot.Thing thing) {
            return new Working(
                    thing.key(), thing.revision(), thing.resolved(), thing.row(), thing.validFrom(), thing.validTo());
        }
    }

    private final Snapshot snapshot;
    private final Map<ThingKey, Working> things = new LinkedHashMap<>();
    private final Map<ThingKey, List<Working>> said = new LinkedHashMap<>();
    private final Map<String, Map<String, Set<ThingKey>>> index = new HashMap<>();
    private final List<Plan.Write> writes = new ArrayList<>();
    private final Map<String, String> generated = new LinkedHashMap<>();
    private final List<Question> questions = new ArrayList<>();
    private final List<Json.Object> results = new ArrayList<>();

    private final Map<Inquiry, Json.Object> answers;
    private final Map<Inquiry, Json.Object> used = new LinkedHashMap<>();
    private final Set<Inquiry> unanswered = new LinkedHashSet<>();
    private final Set<ThingKey> asked;
    private final Set<ThingKey> unseen = new TreeSet<>();

    /**
     * @param asked the things that the snapshot was asked for
     * @param answers of the outside world
     */
    Draft(Snapshot snapshot, Set<ThingKey> asked, Map<Inquiry, Json.Object> answers) {
        this.answers = answers;
        this.snapshot = snapshot;
        this.asked = asked;
        snapshot.things().forEach((key, thing) -> things.put(key, Working.of(thing)));
    }

    Snapshot snapshot() {
        return snapshot;
    }

    Optional<Working> thing(ThingKey key) {
        Working found = things.get(key);
        if (found == null && !asked.contains(key)) {
            unseen.add(key);
        }
        return Optional.ofNullable(found);
    }

    /** Things that the forms came to look for and that the snapshot had not been asked for. */
    Set<ThingKey> unseen() {
        return unseen;
    }

    Optional<Json.Object> answer(Inquiry inquiry) {
        Optional<Json.Object> answer = Optional.ofNullable(answers.get(inquiry));
        answer.ifPresentOrElse(known -> used.put(inquiry, known), () -> unanswered.add(inquiry));
        return answer;
    }

    /** What the forms took from the outside world, in the order they asked. */
    Map<Inquiry, Json.Object> answered() {
        return used;
    }

    /** What the forms ask of the outside world and nobody has answered yet. */
    Set<Inquiry> unanswered() {
        return unanswered;
    }

    /** Adds a statement; the thing is now as it says. */
    void say(Plan.Write.Statement statement) {
        ThingKey key = new ThingKey(statement.kind().name(), statement.id());
        Working now = new Working(
                key,
                statement.revision(),
                statement.resolved(),
                statement.row(),
                statement.validFrom(),
                statement.validTo());
        things.put(key, now);
        said.computeIfAbsent(key, k -> new ArrayList<>()).add(now);
        writes.add(statement);
    }

    /** Keeps a thing that was referred to and never declared. */
    void refer(Plan.Write.Unresolved unresolved) {
        things.put(
                unresolved.key(),
                new Working(unresolved.key(), 0, false, Json.object().build(), Optional.empty(), Optional.empty()));
        writes.add(unresolved);
    }

    void send(Plan.Write.Message message) {
        writes.add(message);
    }

    void generate(String placeholder, String value) {
        generated.put(placeholder, value);
    }

    void ask(Question question) {
        questions.add(question);
    }

    List<Question> questions() {
        return List.copyOf(questions);
    }

    /** Ids of a kind that this document speaks of. */
    List<String> saidOf(String kind) {
        return said.keySet().stream()
                .filter(key -> key.kind().equals(kind))
                .map(ThingKey::id)
                .toList();
    }

    Map<String, String> generated() {
        return generated;
    }

    List<Plan.Write> writes() {
        return writes;
    }

    /**
     * Every statement of the things of a group, those of this document included, by thing in the order they were said.
     * Asked once all forms have run.
     */
    Map<ThingKey, List<Working>> group(Needs.Group group) {
        Map<ThingKey, List<Working>> all = new LinkedHashMap<>();
        for (Snapshot.Thing thing : snapshot.groups().getOrDefault(group, List.of())) {
            all.computeIfAbsent(thing.key(), k -> new ArrayList<>()).add(Working.of(thing));
        }
        Set<ThingKey> members = new LinkedHashSet<>(all.keySet());
        members.addAll(saidBy(group.kind(), group.column()).getOrDefault(group.value(), Set.of()));
        for (ThingKey key : members) {
            all.computeIfAbsent(key, k -> new ArrayList<>()).addAll(said.getOrDefault(key, List.of()));
        }
        return all;
    }

    /** The statements of a kind that links of ownership lead to, and then those that this document has made so far. */
    List<Working> reached(String kind) {
        List<Working> all = new ArrayList<>();
        snapshot.groups().forEach((group, statements) -> {
            if (group.kind().equals(kind) && group.column().equals(Needs.Group.REACHED)) {
                statements.forEach(thing -> all.add(Working.of(thing)));
            }
        });
        said.forEach((key, statements) -> {
            if (key.kind().equals(kind)) {
                all.addAll(statements);
            }
        });
        return all;
    }

    /** Adds to what the answer tells. */
    void tell(Json.Object result) {
        results.add(result);
    }

    List<Json.Object> results() {
        return List.copyOf(results);
    }

    /** The things of a kind that a case has spoken of, as they are now; those of this document included. */
    List<Working> ofCase(Needs.Group group) {
        Set<ThingKey> keys = new LinkedHashSet<>();
        Map<ThingKey, Working> before = new HashMap<>();
        for (Snapshot.Thing thing : snapshot.groups().getOrDefault(group, List.of())) {
            keys.add(thing.key());
            before.put(thing.key(), Working.of(thing));
        }
        said.keySet().stream().filter(key -> key.kind().equals(group.kind())).forEach(keys::add);
        return keys.stream()
                .map(key -> Optional.ofNullable(things.get(key)).or(() -> Optional.ofNullable(before.get(key))))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The things of a kind that this document speaks of, by the value of a column; worked out once for all groups. */
    private Map<String, Set<ThingKey>> saidBy(String kind, String column) {
        return index.computeIfAbsent(kind + "." + column, name -> {
            Map<String, Set<ThingKey>> byValue = new HashMap<>();
            said.forEach((key, statements) -> {
                if (key.kind().equals(kind)) {
                    for (Working statement : statements) {
                        statement
                                .row()
                                .text(column)
                                .ifPresent(value -> byValue.computeIfAbsent(value, v -> new LinkedHashSet<>())
                                        .add(key));
                    }
                }
            });
            return byValue;
        });
    }
}
