package dossier.store;

import dossier.json.Json;
import dossier.ownership.Graph;
import dossier.ownership.Meanings;
import dossier.pipeline.Caller;
import dossier.pipeline.Ledger.Recorded;
import dossier.proof.Anchors;
import dossier.registry.Kind;
import dossier.registry.Overlay;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;

/**
 * What the ledger tells: cases now and as they were, their documents and histories, and the logs. Every answer is the
 * caller's tenant's only. Lists come in pages, {@code {items[], nextCursor}}. Thread-safe.
 */
public final class Reading {
    private final CaseList caseList;
    private final CaseState caseState;
    private final Versions versions;
    private final Proofs proofs;
    private final ThingReads things;
    private final Logs logs;
    private final Desk desk;

    /** @param kinds every kind whose table may be read */
    public Reading(Pool pool, Collection<Kind> kinds, Texts texts, Faults faults) {
        this(pool, kinds, texts, faults, Optional.empty());
    }

    /**
     * @param kinds every kind whose table may be read
     * @param anchors what a verification holds a case's chain against
     */
    public Reading(Pool pool, Collection<Kind> kinds, Texts texts, Faults faults, Optional<Anchors> anchors) {
        this.desk = new Desk(pool, new Kinds(kinds), texts, faults);
        this.caseList = new CaseList(desk);
        this.caseState = new CaseState(desk);
        this.versions = new Versions(desk);
        this.proofs = new Proofs(desk, anchors);
        this.things = new ThingReads(desk);
        this.logs = new Logs(desk);
    }

    /** What a read came to. */
    public sealed interface Outcome {
        /** @param etag changes whenever the body does */
        record Found(Json.Object body, String etag) implements Outcome {}

        /** There is no such case, version, thing or request. */
        record Missing() implements Outcome {}

        /** @param detail what is wrong with a parameter */
        record Unreadable(String detail) implements Outcome {}

        /** The database could not answer. */
        record Failed(Recorded why) implements Outcome {}
    }

    /**
     * Which part of a list.
     *
     * @param limit 1 to 500
     * @param cursor where the page before ended
     */
    public record Page(int limit, Optional<String> cursor) {
        public static final int MOST = 500;
        public static final Page FIRST = new Page(50, Optional.empty());
    }

    /**
     * Which state: that of a version, or what was known at a time; and of it, optionally, what held at a date.
     *
     * @param knownAt ignored where a version is given
     */
    public record AsOf(Optional<Long> version, Optional<Instant> knownAt, Optional<LocalDate> validAt) {
        public static final AsOf NOW = new AsOf(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Which cases.
     *
     * @param columns value by column of a case, in camelCase; {@code type} stands for {@code caseType}
     * @param q an id, or words that all stand in the name of something the case speaks of
     */
    public record Filter(Map<String, String> columns, Optional<String> q) {
        public static final Filter ALL = new Filter(Map.of(), Optional.empty());
    }

    /** Cases, the last changed first: {@code {items[], nextCursor}}. */
    public Outcome cases(Caller caller, Filter filter, Page page) {
        return caseList.cases(caller, filter, page);
    }

    /**
     * One case: {@code {caseId, version, hash, asOf, validAt?, state, ...}}, a list for each kind of thing it speaks
     * of, and {@code findings[]} such as references that nothing was declared for.
     */
    public Outcome caseState(Caller caller, String caseId, AsOf asOf) {
        return caseState.state(caller, caseId, asOf);
    }

    /**
     * The text of a case up to a version, and of that version: {@code {caseId, version, hash, document, verbatim,
     * canonical, ...}}.
     */
    public Outcome document(Caller caller, String caseId, Optional<Long> version) {
        return versions.document(caller, caseId, version);
    }

    /** {@code {versions[], nextCursor}}, oldest first. */
    public Outcome history(Caller caller, String caseId, Page page) {
        return versions.history(caller, caseId, page);
    }

    /** What two versions differ in: forms added or removed, and things changed with their rows before and after. */
    public Outcome diff(Caller caller, String caseId, long from, long to) {
        return versions.diff(caller, caseId, from, to);
    }

    /**
     * Recomputes the hash chain of a case, and holds it against the last signed anchor where there are any:
     * {@code {caseId, ok, versions, head, anchored?, firstBroken?}}; what is broken is told as {@code {version, field,
     * reason}}, where the field is a column of the version.
     */
    public Outcome verify(Caller caller, String caseId) {
        return proofs.verify(caller, caseId);
    }

    /** The lines of an examiner's export of a case, {@code {lines[]}}; {@link dossier.proof.Export} says what they are. */
    public Outcome export(Caller caller, String caseId) {
        return proofs.export(caller, caseId);
    }

    /** {@code {entries[], nextCursor}}, oldest first. */
    public Outcome audit(Caller caller, String caseId, Page page) {
        return logs.audit(caller, caseId, page);
    }

    /** The answer that a request came to. */
    public Outcome result(Caller caller, String requestId) {
        return logs.result(caller, requestId);
    }

    /** Attempts, newest first: {@code {items[], nextCursor}}. */
    public Outcome operations(Caller caller, Page page) {
        return logs.operations(caller, page);
    }

    /** The attempts of one request: {@code {requestId, items[]}}. */
    public Outcome operation(Caller caller, String requestId) {
        return logs.operation(caller, requestId);
    }

    /** The tenant's own definitions of attributes that are in force; empty where they cannot be read now. */
    public Optional<Overlay> overlay(Caller caller) {
        return things.overlay(caller);
    }

    /** Every statement of the tenant's own definitions, oldest first: {@code {items: [...]}}. */
    public Outcome definitions(Caller caller) {
        return things.definitions(caller);
    }

    /**
     * The tenant's things of a kind, by id: {@code {items[], nextCursor}}.
     *
     * @param plural of the kind, for example {@code entities}
     * @param filter values of columns, and words that all stand in the thing's name
     */
    public Outcome things(Caller caller, String plural, Filter filter, Page page) {
        return things.list(caller, plural, filter, page);
    }

    /** One thing, each statement about it from every case, and what else speaks of it. */
    public Outcome thing(Caller caller, String plural, String id, AsOf asOf) {
        return things.one(caller, plural, id, asOf);
    }

    /** What looking for the facts of a graph came to. */
    public sealed interface GraphOutcome {
        /**
         * @param entities the case's own, by id
         * @param customer the entity that the case is about, where it says so; looked for only on request
         * @param knownAt the time up to which facts were read, or that of the last one
         */
        record Read(Graph graph, NavigableSet<String> entities, Optional<String> customer, Optional<Instant> knownAt)
                implements GraphOutcome {}

        /** @param why as other reads say it */
        record Not(Outcome why) implements GraphOutcome {}
    }

    /**
     * Facts about ownership of all the tenant's cases: of what a case speaks of and everything linked to it.
     *
     * @param more entities to look at besides
     * @param customer whether to look for the entity that the case is about
     */
    public GraphOutcome graph(
            Caller caller,
            String caseId,
            Collection<String> more,
            Optional<Instant> knownAt,
            boolean customer,
            Meanings meanings) {
        return new GraphReads(desk, meanings).graph(caller, caseId, more, knownAt, customer);
    }

    /** What generation has to know to go on with a conversation: {@code {conversationId, planHash, ...}}. */
    public Outcome conversation(Caller caller, String conversationId) {
        return logs.conversation(caller, conversationId);
    }

    /** Records that a caller looked at something. */
    public boolean viewed(Caller caller, String requestId, String route, Optional<String> caseId) {
        return logs.viewed(caller, requestId, route, caseId);
    }
}
