package dossier.pipeline;

import dossier.json.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was true when the locks were held.
 *
 * @param head the case's last version; empty when there is no such case
 * @param things those asked for that exist
 * @param groups by what was asked for: all statements, superseded ones too, by id and revision
 * @param now version time: the clock's, but later than the case's last version by at least a microsecond
 * @param proposal plan hash under which this very text was proposed by generation and is remembered
 * @param authors of the case's versions with their number, oldest first; empty unless asked for
 * @param bindings the case's bound values by attribute name
 * @param found ids of what each query found
 * @param overlay fingerprint of the tenant's own definitions
 */
public record Snapshot(
        Optional<Head> head,
        Map<ThingKey, Thing> things,
        Map<Needs.Group, List<Thing>> groups,
        Instant now,
        Optional<String> proposal,
        List<Author> authors,
        Map<String, Json> bindings,
        Map<Query, List<String>> found,
        String overlay) {

    /** Without anything that conditions found, and without definitions of the tenant's own. */
    public Snapshot(
            Optional<Head> head,
            Map<ThingKey, Thing> things,
            Map<Needs.Group, List<Thing>> groups,
            Instant now,
            Optional<String> proposal,
            List<Author> authors,
            Map<String, Json> bindings) {
        this(head, things, groups, now, proposal, authors, bindings, Map.of(), "");
    }

    /** @param hash of the last version; the next one chains to it */
    public record Head(String caseId, long version, String hash, Instant time) {}

    /**
     * A statement of a thing: the current one, except in a group.
     *
     * @param revision number of its last statement, from 1; 0 for a thing that was referred to but never declared
     * @param resolved false for a thing that was only referred to
     * @param caseId case that said the last statement
     * @param version of that case
     * @param row its columns by name, as rows carry them
     * @param validFrom first day it holds; empty for always before
     * @param validTo first day it no longer holds; empty for open
     */
    public record Thing(
            ThingKey key,
            long revision,
            boolean resolved,
            String caseId,
            long version,
            Json.Object row,
            Optional<LocalDate> validFrom,
            Optional<LocalDate> validTo) {}

    public record Author(long version, String user, boolean approval) {}

    /** The same, seen at another time. */
    Snapshot at(Instant time) {
        return new Snapshot(head, things, groups, time, proposal, authors, bindings, found, overlay);
    }
}
