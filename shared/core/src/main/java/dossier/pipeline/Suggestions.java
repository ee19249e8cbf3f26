package dossier.pipeline;

import dossier.language.Diagnostic;
import dossier.language.Nearest;
import dossier.registry.TypedForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Adds to unknown references the known ids that were perhaps meant. Asks the database only after a refusal. */
final class Suggestions {
    private static final int CANDIDATES = 500;
    private static final int MOST = 3;

    private final Ledger ledger;

    Suggestions(Ledger ledger) {
        this.ledger = ledger;
    }

    List<Diagnostic> add(List<Diagnostic> diagnostics, Prepared prepared, Caller caller) {
        Map<String, String> kinds = new LinkedHashMap<>();
        for (TypedForm form : prepared.forms()) {
            form.values()
                    .values()
                    .forEach(value ->
                            Preparation.references(value, reference -> kinds.put(reference.id(), reference.kind())));
        }
        Map<String, Set<String>> known = new LinkedHashMap<>();
        List<Diagnostic> all = new ArrayList<>(diagnostics.size());
        for (Diagnostic diagnostic : diagnostics) {
            Optional<String> kind = diagnostic.code().equals(References.UNKNOWN)
                    ? Optional.ofNullable(kinds.get(diagnostic.found()))
                    : Optional.empty();
            all.add(kind.map(k -> diagnostic.nearest(Nearest.to(
                            diagnostic.found(),
                            known.computeIfAbsent(k, name -> candidates(name, prepared, caller)),
                            MOST)))
                    .orElse(diagnostic));
        }
        return all;
    }

    Diagnostic noCase(String caseId, Prepared prepared, Caller caller) {
        Set<String> known = new LinkedHashSet<>(ledger.known(caller, Optional.empty(), Preparation.CASE, CANDIDATES));
        Diagnostic diagnostic = Diagnostic.error(References.UNKNOWN, "There is no case \"" + caseId + "\".")
                .found(caseId)
                .nearest(Nearest.to(caseId, known, MOST))
                .hint("Open it first, or correct the id.");
        return prepared.forms().stream()
                .flatMap(form -> form.form().entries().stream()
                        .filter(entry -> names(form, entry.key(), caseId))
                        .map(entry -> diagnostic.at(
                                prepared.parsed()
                                        .document()
                                        .position(entry.value().span()),
                                form.top())))
                .findFirst()
                .orElse(diagnostic);
    }

    private static boolean names(TypedForm form, String key, String caseId) {
        List<String> named = new ArrayList<>();
        Optional.ofNullable(form.values().get(key))
                .ifPresent(value -> Preparation.references(value, r -> named.add(r.kind() + " " + r.id())));
        return named.contains(Preparation.CASE + " " + caseId);
    }

    private Set<String> candidates(String kind, Prepared prepared, Caller caller) {
        Set<String> all = new LinkedHashSet<>(ledger.known(caller, prepared.caseId(), kind, CANDIDATES));
        prepared.introduced().stream()
                .filter(key -> key.kind().equals(kind))
                .map(ThingKey::id)
                .forEach(all::add);
        return all;
    }
}
