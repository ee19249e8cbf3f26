package dossier.pipeline;

import dossier.json.Json;
import dossier.registry.Registry;
import dossier.registry.Track;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Steps along the registry's tracks of states. Stateless. */
final class Tracks {
    /** Where a kind keeps the state before this one, so that a way back can be found. */
    private static final String BEFORE = "_before";

    private final Registry registry;

    Tracks(Registry registry) {
        this.registry = registry;
    }

    /** What a step came to; a taken one has changed the row. */
    sealed interface Step {
        record Taken() implements Step {}

        /** Already there, or a track that only records progress and has been further. */
        record Stayed() implements Step {}

        record Illegal(String from, List<String> legal) implements Step {}
    }

    List<Track> blocking(String kind) {
        return registry.tracks().stream()
                .filter(track -> track.blocking() && track.kind().equals(kind))
                .toList();
    }

    /** Puts a new thing at the start of its kind's tracks. */
    void start(String kind, Map<String, Json> row) {
        for (Track track : registry.tracks()) {
            if (track.kind().equals(kind)
                    && row.getOrDefault(track.column(), Json.nil()).isNull()) {
                row.put(track.column(), Json.text(track.initial()));
            }
        }
    }

    /** Where a thing stands on a track. */
    String state(Track track, Map<String, Json> row) {
        return text(row, track.column()).orElse(track.initial());
    }

    Step step(Track track, Map<String, Json> row, String to) {
        String from = state(track, row);
        Optional<String> before = text(row, track.column() + BEFORE);
        if (!track.blocking()) {
            if (!reachable(track, from).contains(to)) {
                return new Step.Stayed();
            }
            row.put(track.column(), Json.text(to));
            return new Step.Taken();
        }
        Set<String> legal = legal(track, from, before);
        if (!legal.contains(to)) {
            return new Step.Illegal(from, List.copyOf(legal));
        }
        if (row.containsKey(track.column() + BEFORE)) {
            row.put(track.column() + BEFORE, Json.text(from));
        }
        row.put(track.column(), Json.text(to));
        return new Step.Taken();
    }

    /** One sentence on what can be done from a state in which nothing may be recorded. */
    String wayOn(Track track, String state) {
        Set<String> legal = legal(track, state, Optional.empty());
        return legal.isEmpty()
                ? "Nothing more can be recorded in it."
                : "First move it to " + String.join(" or ", legal) + ".";
    }

    private static Set<String> legal(Track track, String from, Optional<String> before) {
        Set<String> legal = new LinkedHashSet<>();
        for (Track.Step step : track.steps()) {
            boolean applies = step.from().equals(from)
                    || (step.from().equals("*") && !step.to().equals(from));
            if (applies && step.back()) {
                before.ifPresent(legal::add);
            } else if (applies) {
                legal.add(step.to());
            }
        }
        return legal;
    }

    private static Set<String> reachable(Track track, String from) {
        Set<String> found = new HashSet<>();
        ArrayDeque<String> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            for (String next : legal(track, open.remove(), Optional.empty())) {
                if (found.add(next)) {
                    open.add(next);
                }
            }
        }
        found.remove(from);
        return found;
    }

    private static Optional<String> text(Map<String, Json> row, String column) {
        return Optional.ofNullable(row.get(column)).flatMap(Json::asText);
    }
}
