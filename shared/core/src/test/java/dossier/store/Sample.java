package dossier.store;

import dossier.json.Json;
import dossier.pipeline.Caller;
import dossier.pipeline.Chain;
import dossier.pipeline.Ledger;
import dossier.pipeline.Needs;
import dossier.pipeline.Plan;
import dossier.pipeline.Snapshot;
import dossier.pipeline.ThingKey;
import dossier.registry.Kind;
import dossier.registry.Shape;
import dossier.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Two kinds with their tables, and documents made by hand: what the store needs to be tried by itself. */
final class Sample {
    static final Kind PARTY = new Kind(
            "party",
            "parties",
            "sample_party",
            "party_id",
            "party",
            "party-",
            List.of(
                    new Kind.Column("name", new Shape.Text()),
                    new Kind.Column("props", new Shape.MapOf(List.of(), true, true)),
                    new Kind.Column("capital", new Shape.Money()),
                    new Kind.Column("seen_at", new Shape.Time())),
            List.of("name", "props.trade-name"));
    static final Kind HOLDING = new Kind(
            "holding",
            "holdings",
            "sample_holding",
            "holding_id",
            "holding",
            "holding-",
            List.of(
                    new Kind.Column("from_party", new Shape.Ref("party")),
                    new Kind.Column("to_party", new Shape.Ref("party")),
                    new Kind.Column("percent", new Shape.Percent(true))),
            List.of());
    static final List<Kind> KINDS = List.of(PARTY, HOLDING);
    static final Caller ALICE = new Caller("alice", "acme", Set.of("analyst"), "person");
    static final Caller OTHER = new Caller("oscar", "other", Set.of("analyst"), "person");
    static final String REGISTRY = "r".repeat(64);

    private static final String TABLE = """
            CREATE TABLE dossier.%s (
                tenant_id text NOT NULL, %s text NOT NULL, revision bigint NOT NULL, kind text NOT NULL,
                case_id text NOT NULL, version bigint NOT NULL, form integer NOT NULL,
                known_at timestamptz NOT NULL, superseded_at timestamptz, valid_from date, valid_to date,
                %s, extras jsonb NOT NULL,
                PRIMARY KEY (tenant_id, %s, revision),
                FOREIGN KEY (tenant_id, kind, %s) REFERENCES dossier.thing (tenant_id, kind, id),
                FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number));
            CALL app.statements('dossier.%s')""";

    private Sample() {}

    /** Adds the sample's tables, as its owner does with every table. */
    static TestDatabase database() throws SQLException {
        TestDatabase database = TestDatabase.fresh();
        try (Connection owner = database.asOwner();
                Statement sql = owner.createStatement()) {
            sql.execute(TABLE.formatted(
                    "sample_party",
                    "party_id",
                    "name text, props jsonb, capital_amount numeric, capital_currency text, seen_at timestamptz",
                    "party_id",
                    "party_id",
                    "sample_party"));
            sql.execute(TABLE.formatted(
                    "sample_holding",
                    "holding_id",
                    "from_party text, to_party text, percent numrange",
                    "holding_id",
                    "holding_id",
                    "sample_holding"));
            sql.execute("CREATE INDEX ON dossier.sample_holding (tenant_id, from_party, holding_id)");
            sql.execute("CREATE INDEX ON dossier.sample_holding (tenant_id, to_party, holding_id)");
        }
        return database;
    }

    static PoolSettings settings(TestDatabase database, String role, int size) {
        return settings(database, role, size, database.port());
    }

    static PoolSettings settings(TestDatabase database, String role, int size, int port) {
        DatabaseUrl url = ((DatabaseUrl.Outcome.Read) DatabaseUrl.parse(database.url(port))).url();
        return PoolSettings.of(url, role, database::password, size);
    }

    /** A document made by hand: what it says, and the plan that comes of a snapshot. */
    static final class Paper implements Ledger.Planner {
        private final Optional<String> caseId;
        private final List<Said> said = new ArrayList<>();
        private final TreeSet<ThingKey> reads = new TreeSet<>();
        private final List<ThingKey> unresolved = new ArrayList<>();
        private final List<Needs.Group> groups = new ArrayList<>();
        private final List<String> messages = new ArrayList<>();
        private boolean approval;
        private boolean authors = true;

        private Optional<java.time.LocalDate> from = Optional.empty();
        private Optional<java.time.LocalDate> to = Optional.empty();

        private record Said(Kind kind, String id, Json.Object row) {}

        Paper(String caseId) {
            this.caseId = Optional.of(caseId);
        }

        Paper party(String id, String name) {
            return say(PARTY, id, Json.object().put("name", name).build());
        }

        Paper holding(String id, String from, String to, String range) {
            reads.add(new ThingKey("party", from));
            reads.add(new ThingKey("party", to));
            return say(
                    HOLDING,
                    id,
                    Json.object()
                            .put("from_party", from)
                            .put("to_party", to)
                            .put("percent", range)
                            .build());
        }

        Paper say(Kind kind, String id, Json.Object row) {
            said.add(new Said(kind, id, row));
            return this;
        }

        Paper refer(String kind, String id) {
            unresolved.add(new ThingKey(kind, id));
            return this;
        }

        Paper reads(String kind, String id) {
            reads.add(new ThingKey(kind, id));
            return this;
        }

        Paper group(String kind, String column, String value) {
            groups.add(new Needs.Group(kind, column, value));
            return this;
        }

        Paper message(String topic) {
            messages.add(topic);
            return this;
        }

        /** When all that is said here holds. */
        Paper holds(Optional<java.time.LocalDate> first, Optional<java.time.LocalDate> end) {
            from = first;
            to = end;
            return this;
        }

        Paper approves() {
            approval = true;
            return this;
        }

        /** As a document of which nothing needs a second person. */
        Paper withoutAuthors() {
            authors = false;
            return this;
        }

        Needs needs() {
            TreeSet<ThingKey> things = new TreeSet<>(reads);
            said.forEach(s -> things.add(new ThingKey(s.kind().name(), s.id())));
            things.addAll(unresolved);
            return new Needs(caseId, things, groups, Chain.sha256(text()), authors, List.of());
        }

        Ledger.Entry entry(Caller caller, String request) {
            return entry(caller, request, Optional.of("key-" + request), false, Duration.ofSeconds(20));
        }

        Ledger.Entry entry(Caller caller, String request, Optional<String> key, boolean waits, Duration timeout) {
            return new Ledger.Entry(
                    caller, request, key, Chain.sha256(text()), needs(), waits, timeout, REGISTRY, "{\"verbs\":[]}");
        }

        String text() {
            return "(paper " + caseId.orElse("") + " " + said + unresolved + messages + ")";
        }

        @Override
        public Ledger.Planned plan(Snapshot snapshot) {
            List<Plan.Write> writes = new ArrayList<>();
            java.util.Map<ThingKey, Json.Object> rows = new java.util.HashMap<>();
            java.util.Map<ThingKey, Long> revisions = new java.util.HashMap<>();
            snapshot.things().forEach((key, thing) -> {
                revisions.put(key, thing.revision());
                if (thing.revision() > 0) {
                    rows.put(key, thing.row());
                }
            });
            for (ThingKey key : unresolved) {
                if (!snapshot.things().containsKey(key)) {
                    writes.add(new Plan.Write.Unresolved(0, "paper.refer", key));
                }
            }
            for (Said s : said) {
                ThingKey key = new ThingKey(s.kind().name(), s.id());
                long revision = revisions.merge(key, 1L, Long::sum);
                writes.add(new Plan.Write.Statement(
                        writes.size(),
                        "paper.say",
                        revision == 1 ? "declare" : "restate",
                        s.kind(),
                        s.id(),
                        revision,
                        true,
                        s.row(),
                        Json.object().build(),
                        from,
                        to,
                        Optional.ofNullable(rows.get(key))));
                rows.put(key, s.row());
            }
            for (String topic : messages) {
                writes.add(new Plan.Write.Message(
                        0,
                        "paper.emit",
                        topic,
                        topic + writes.size(),
                        Json.object().put("n", writes.size()).build()));
            }
            return new Ledger.Planned.Commit(
                    new Plan(
                            Chain.sha256(text()),
                            version(snapshot),
                            writes,
                            List.copyOf(snapshot.things().values())),
                    Json.object().put("success", true).put("text", text()).build());
        }

        private Plan.Version version(Snapshot snapshot) {
            long number = snapshot.head().map(h -> h.version() + 1).orElse(1L);
            String previous = snapshot.head().map(Snapshot.Head::hash).orElse(Chain.START);
            Json.Object metadata = Json.object()
                    .put("z", number)
                    .put("approval", approval)
                    .put("time", snapshot.now().toString())
                    .build();
            return new Plan.Version(
                    caseId.orElseThrow(),
                    number,
                    number == 1,
                    text(),
                    text(),
                    Json.array(Json.text("form")),
                    metadata,
                    REGISTRY,
                    snapshot.now(),
                    "alice",
                    "person",
                    "request",
                    previous,
                    Chain.version(previous, text(), metadata));
        }
    }

    /** The first column of every row, looked at without row-level security. */
    static List<String> column(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.asSuperuser();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(String.valueOf(rows.getString(1)));
            }
            return values;
        }
    }
}
