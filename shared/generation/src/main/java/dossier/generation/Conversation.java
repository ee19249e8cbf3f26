package dossier.generation;

import dossier.json.Json;
import dossier.registry.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a conversation has come to: the request it began with, what later turns changed in it, and the question that is
 * open. Reading the request again and applying the changes gives the pending proposal, so nothing else is kept.
 *
 * @param turns how many instructions were given
 * @param answer the forms that a model read in the request, and who; empty where the request is read here
 * @param open path and form that the last question asked about
 */
record Conversation(
        String text, String requestId, int turns, List<Change> changes, Optional<Open> open, Optional<Answer> answer) {

    /** What one turn changed. */
    sealed interface Change {
        /**
         * A value for a slot.
         *
         * @param turn which instruction said it
         * @param from first code point there
         */
        record Set(int form, String path, String value, int turn, int from, int to) implements Change {}

        /** A form that is left out. */
        record Drop(int form) implements Change {}

        /** The unknown name in a slot is that of something new, which is to be registered. */
        record Permit(int form, String path) implements Change {}
    }

    /** @param forms as the model answered */
    record Answer(Maker maker, Json.Object forms) {}

    /** @param choices as shown, {@code values} what they stand for */
    record Open(int form, String path, List<String> choices, List<String> values) {}

    static Conversation begun(Instruction instruction) {
        return new Conversation(
                instruction.text(), instruction.requestId(), 1, List.of(), Optional.empty(), Optional.empty());
    }

    /** The one an instruction goes on with; a fresh one without text when it goes on with none. */
    static Conversation of(Instruction instruction) {
        return instruction
                .conversation()
                .flatMap(Conversation::read)
                .orElse(new Conversation(
                        "", instruction.requestId(), 0, List.of(), Optional.empty(), Optional.empty()));
    }

    boolean isPending() {
        return turns > 0 && !text.isEmpty();
    }

    Optional<String> first() {
        return isPending() ? Optional.of(text) : Optional.empty();
    }

    String id(Instruction instruction) {
        return isPending() ? requestId : instruction.requestId();
    }

    Conversation with(Change change) {
        List<Change> all = new ArrayList<>(changes);
        all.add(change);
        return new Conversation(text, requestId, turns + 1, List.copyOf(all), Optional.empty(), answer);
    }

    Conversation asking(Questions.Open question) {
        return new Conversation(
                text,
                requestId,
                turns,
                changes,
                Optional.of(new Open(
                        question.draft(),
                        question.path(),
                        question.clarification().choices(),
                        question.values())),
                answer);
    }

    /** The same, read by a model. */
    Conversation read(Maker maker, Json.Object forms) {
        return new Conversation(text, requestId, turns, changes, open, Optional.of(new Answer(maker, forms)));
    }

    /** Whether every name that nobody bears is to be registered. */
    boolean permitsNewNames() {
        return changes.stream().anyMatch(Change.Permit.class::isInstance);
    }

    /** The drafts with every change applied. */
    List<Draft> adjust(List<Draft> drafts) {
        List<Draft> kept = new ArrayList<>(drafts);
        for (Change change : changes) {
            switch (change) {
                case Change.Set set
                when set.form() < drafts.size() -> {
                    Draft draft = drafts.get(set.form());
                    draft.frame()
                            .slot(set.path())
                            .ifPresent(slot -> draft.put(new Draft.Entry(
                                    slot,
                                    set.value(),
                                    Optional.empty(),
                                    Optional.of(new Draft.Later(set.turn(), new Proposal.Range(set.from(), set.to()))),
                                    slot.shape() instanceof Shape.Ref
                                            ? Proposal.Provenance.RESOLVED
                                            : Proposal.Provenance.SAID)));
                }
                case Change.Drop drop when drop.form() < drafts.size() -> kept.remove(drafts.get(drop.form()));
                default -> {}
            }
        }
        return kept;
    }

    Json.Object json() {
        return Json.object()
                .put("text", text)
                .put("requestId", requestId)
                .put("turns", turns)
                .put("changes", Json.array(changes, Conversation::change))
                .putIf(
                        "open",
                        open.map(o -> Json.object()
                                .put("form", o.form())
                                .put("path", o.path())
                                .putTexts("choices", o.choices())
                                .putTexts("values", o.values())
                                .build()))
                .putIf("maker", answer.map(a -> a.maker().json()))
                .putIf("answer", answer.map(Answer::forms))
                .build();
    }

    private static Json change(Change change) {
        return switch (change) {
            case Change.Set set ->
                Json.object()
                        .put("set", set.path())
                        .put("form", set.form())
                        .put("value", set.value())
                        .put("turn", set.turn())
                        .put("from", set.from())
                        .put("to", set.to())
                        .build();
            case Change.Drop drop -> Json.object().put("drop", drop.form()).build();
            case Change.Permit permit ->
                Json.object()
                        .put("permit", permit.path())
                        .put("form", permit.form())
                        .build();
        };
    }

    private static Optional<Conversation> read(Json.Object json) {
        Optional<String> text = json.text("text");
        Optional<String> request = json.text("requestId");
        if (text.isEmpty() || request.isEmpty()) {
            return Optional.empty();
        }
        List<Change> changes = new ArrayList<>();
        json.array("changes")
                .orElse(List.of())
                .forEach(c -> c.asObject().flatMap(Conversation::readChange).ifPresent(changes::add));
        return Optional.of(new Conversation(
                text.get(),
                request.get(),
                json.integer("turns").orElse(1L).intValue(),
                List.copyOf(changes),
                json.object("open")
                        .map(o -> new Open(
                                whole(o, "form"), o.text("path").orElse(""), texts(o, "choices"), texts(o, "values"))),
                json.object("maker")
                        .flatMap(maker -> json.object("answer").map(forms -> new Answer(Maker.read(maker), forms)))));
    }

    private static Optional<Change> readChange(Json.Object json) {
        if (json.has("permit")) {
            return json.text("permit").map(path -> new Change.Permit(whole(json, "form"), path));
        }
        return json.has("drop")
                ? Optional.of(new Change.Drop(whole(json, "drop")))
                : json.text("set")
                        .map(path -> new Change.Set(
                                whole(json, "form"),
                                path,
                                json.text("value").orElse(""),
                                whole(json, "turn"),
                                whole(json, "from"),
                                whole(json, "to")));
    }

    private static int whole(Json.Object json, String name) {
        return json.integer(name).map(n -> Math.clamp(n, 0, Integer.MAX_VALUE)).orElse(0);
    }

    private static List<String> texts(Json.Object json, String name) {
        return json.array(name).orElse(List.of()).stream()
                .flatMap(j -> j.asText().stream())
                .toList();
    }
}
