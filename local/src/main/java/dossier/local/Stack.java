package dossier.local;

import dossier.edge.Variable;
import dossier.local.template.Template;
import dossier.proof.AnchorKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The whole service in one process: database, functions, gateway, and as far as asked for queues, schedules and HTTP.
 * Thread-safe once started; closing stops what was started, last first.
 */
public final class Stack implements AutoCloseable {
    /** Connections of each function's pool here: one process serves every caller. */
    private static final int CONCURRENCY = 10;

    private final Template template;
    private final Functions functions;
    private final Gateway gateway;
    private final OpenMetrics metrics;
    private final SigningKey key;
    private final Options options;
    private final Database database;
    private final Optional<Queues> queues;
    private final Deque<AutoCloseable> running;

    /**
     * @param data folder of the database; not used with {@code databaseUrl}
     * @param state folder of the signing key
     * @param databaseUrl a PostgreSQL that runs already, with its owner's login
     * @param proxy {@code host:port} where the functions find the database instead, as they do in AWS; migrations go
     *     past it
     * @param sqsEndpoint an SQS server that runs already
     * @param queues whether queues are served
     * @param schedules whether schedules run, as they do in a service that runs on; such a one also starts while
     *     {@code databaseUrl} cannot be reached
     * @param visibility what takes the place of the template's visibility timeouts
     * @param log takes log lines
     * @param environment of the process: what it says of language models takes the place of the template's values
     */
    public record Options(
            Path data,
            Path state,
            Optional<String> databaseUrl,
            Optional<String> proxy,
            Optional<String> sqsEndpoint,
            boolean queues,
            boolean schedules,
            Optional<Duration> visibility,
            Consumer<String> log,
            Clock clock,
            Map<String, String> environment) {}

    private Stack(
            Template template,
            Functions functions,
            OpenMetrics metrics,
            SigningKey key,
            Options options,
            Database database,
            Optional<Queues> queues,
            Deque<AutoCloseable> running) {
        this.template = template;
        this.functions = functions;
        this.gateway = new Gateway(template, functions, options.clock());
        this.metrics = metrics;
        this.key = key;
        this.options = options;
        this.database = database;
        this.queues = queues;
        this.running = running;
    }

    /** Starts what the options ask for; on failure nothing is left running. */
    public static Stack start(Options options, Progress progress) throws Exception {
        Deque<AutoCloseable> running = new ArrayDeque<>();
        try {
            return start(options, progress, running);
        } catch (Exception failed) {
            closeAll(running);
            throw failed;
        }
    }

    private static Stack start(Options options, Progress progress, Deque<AutoCloseable> running) throws Exception {
        String endpoint =
                options.sqsEndpoint().isPresent() ? options.sqsEndpoint().get() : Queues.freeEndpoint();
        Template template = Template.read(template(), endpoint);
        Optional<CompletableFuture<Queues>> starting = options.queues()
                ? Optional.of(CompletableFuture.supplyAsync(() -> queues(options, endpoint, progress)))
                : Optional.empty();
        SigningKey key = SigningKey.in(options.state());
        DatabaseServer server = progress.time(
                "PostgreSQL",
                () -> options.databaseUrl().isPresent()
                        ? DatabaseServer.at(options.databaseUrl().get(), roles(template), options.schedules())
                        : DatabaseServer.open(options.data(), roles(template)));
        running.push(server);
        Path anchorKey = options.state().resolve("anchor.key");
        AnchorKey.makeIn(anchorKey);
        Map<Variable, String> anchors = Map.of(
                Variable.DOSSIER_ANCHORS,
                options.data().resolve(anchorsOf(options)).toString(),
                Variable.DOSSIER_ANCHOR_KEY,
                anchorKey.toString(),
                Variable.DOSSIER_ANCHOR_PUBLIC,
                AnchorKey.publicHalf(anchorKey));
        OpenMetrics metrics = new OpenMetrics();
        Database seen = options.proxy().map(server.database()::behind).orElse(server.database());
        Makers.Surroundings surroundings = new Makers.Surroundings(
                (variable, environment) -> Optional.ofNullable(anchors.get(variable))
                        .or(() -> override(variable, environment, seen, key, endpoint))
                        .or(() -> model(variable, options.environment())),
                CONCURRENCY,
                line -> {
                    metrics.line(line);
                    options.log().accept(line);
                });
        Functions functions = new Functions(template, function -> Makers.make(function, surroundings));
        running.push(functions);
        Optional<Queues> queues = Optional.empty();
        if (starting.isPresent()) {
            Queues started = starting.get().get();
            running.push(started);
            started.create(template, options.visibility());
            running.push(new Poller(template, started, functions, options.log()));
            queues = Optional.of(started);
        }
        if (options.schedules()) {
            running.push(new Schedules(template, functions, options.clock(), options.log()));
        }
        return new Stack(template, functions, metrics, key, options, server.database(), queues, running);
    }

    /** Each database has anchors of its own; those of another would know cases that are not there. */
    private static String anchorsOf(Options options) {
        return options.databaseUrl()
                .map(url -> "anchors-" + Integer.toHexString(url.hashCode()))
                .orElse("anchors");
    }

    private static Queues queues(Options options, String endpoint, Progress progress) {
        try {
            return progress.time(
                    "SQS", () -> options.sqsEndpoint().isPresent() ? Queues.at(endpoint) : Queues.embedded(endpoint));
        } catch (Exception failed) {
            throw new IllegalStateException("SQS does not start", failed);
        }
    }

    /** The deployment's template, as it was when this was built. */
    static String template() {
        try (InputStream in = Objects.requireNonNull(Stack.class.getResourceAsStream("/template.yaml"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The database roles that functions log in as; the owner is not one of them. */
    private static Set<String> roles(Template template) {
        Set<String> roles = new LinkedHashSet<>();
        template.functions().stream()
                .filter(function -> !function.routes().isEmpty()
                        || !function.sources().isEmpty()
                        || !function.schedules().isEmpty())
                .map(function -> function.environment().get(Variable.DATABASE_USER.name()))
                .filter(Objects::nonNull)
                .forEach(roles::add);
        return roles;
    }

    private static Optional<String> override(
            Variable variable, Map<String, String> environment, Database database, SigningKey key, String endpoint) {
        return switch (variable) {
            case DATABASE_URL ->
                Optional.ofNullable(environment.get(Variable.DATABASE_USER.name()))
                        .map(database::url);
            case DOSSIER_JWKS -> Optional.of(key.publicKeys());
            case DOSSIER_ISSUER -> Optional.of(SigningKey.ISSUER);
            case DOSSIER_AUDIENCE -> Optional.of(SigningKey.AUDIENCE);
            case SQS_ENDPOINT -> Optional.of(endpoint);
            default -> Optional.empty();
        };
    }

    /** Language models are the choice of whoever starts the stack. */
    private static Optional<String> model(Variable variable, Map<String, String> environment) {
        return switch (variable) {
            case DOSSIER_REMOTE_MODELS,
                    DOSSIER_PROVIDER,
                    DOSSIER_MODEL_URL,
                    DOSSIER_MODEL,
                    DOSSIER_MODEL_KEY,
                    DOSSIER_RECORDED -> Optional.ofNullable(environment.get(variable.name()));
            default -> Optional.empty();
        };
    }

    public Gateway gateway() {
        return gateway;
    }

    public SigningKey key() {
        return key;
    }

    /** The queues; empty when they were not asked for. */
    public Optional<Queues> queues() {
        return queues;
    }

    Template deployed() {
        return template;
    }

    Functions functions() {
        return functions;
    }

    Database database() {
        return database;
    }

    /**
     * Answers HTTP on loopback.
     *
     * @param port 0 picks a free one
     * @param tokens whether a request without a token is nobody's
     * @return the port
     */
    public int serve(int port, boolean tokens) throws IOException {
        HttpFront front = new HttpFront(
                port,
                gateway,
                metrics::text,
                tokens ? HttpFront.Minted.none() : HttpFront.Minted.local(key, options.clock()));
        running.push(front);
        front.start();
        return front.port();
    }

    @Override
    public void close() {
        closeAll(running);
    }

    private static void closeAll(Deque<AutoCloseable> running) {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception failed) {
                System.err.println("Something did not stop in order: " + failed.getMessage());
            }
        }
    }
}
