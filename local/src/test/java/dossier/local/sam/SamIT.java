package dossier.local.sam;

import static org.assertj.core.api.Assertions.assertThat;

import dossier.edge.Variable;
import dossier.json.Json;
import dossier.local.SigningKey;
import dossier.local.template.Template;
import dossier.testkit.Images;
import dossier.testkit.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * The template under the SAM CLI, functions in containers: linted, built, migrated, served over HTTP, invoked with
 * events. Over a PostgreSQL in a container. Part of a run with containers only.
 */
@Tag("integration")
@EnabledIf("contained")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SamIT {
    private static final String PASSWORD = "a-test-only";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final String REQUEST =
            "Onboard Zenith Capital Partners LP, a Delaware hedge fund, for custody. Borealis Holdings Limited, an Irish"
                    + " company, owns 60% of it and Jane Roe owns three quarters of Borealis. File Jane's passport, number"
                    + " P1234567, issued 9 March 2021, and start enhanced KYC on the fund.";

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Process> servers = new ArrayList<>();
    private PostgresServer postgres;
    private Template template;
    private Path environment;
    private Path state;
    private String token;

    static boolean contained() {
        return Images.given().isPresent();
    }

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        state = folder;
        postgres = PostgresServer.start();
        try (Connection connection = connect("postgres");
                Statement sql = connection.createStatement()) {
            sql.execute("CREATE ROLE dossier_owner LOGIN CREATEROLE PASSWORD '" + PASSWORD + "'");
            sql.execute("CREATE DATABASE dossier OWNER dossier_owner");
        }
        try (InputStream in = Objects.requireNonNull(SamIT.class.getResourceAsStream("/template.yaml"))) {
            template = Template.read(new String(in.readAllBytes(), StandardCharsets.UTF_8), "http://127.0.0.1:1");
        }
        token = token("ada", "analyst,officer,admin");
        environment = folder.resolve("environment.json");
        Files.write(environment, environment().bytes());
    }

    @AfterAll
    void close() throws Exception {
        for (Process server : servers) {
            server.destroy();
            assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        postgres.close();
    }

    /** What each function gets instead of what only a deployment can resolve. */
    private Json.Object environment() throws IOException {
        String keys = SigningKey.in(state.resolve("dossier")).publicKeys();
        Json.Builder all = Json.object();
        for (Template.LambdaFunction function : template.functions()) {
            Map<String, String> values = new LinkedHashMap<>(function.environment());
            values.replace(
                    Variable.DATABASE_URL.name(),
                    "postgresql://" + function.environment().get(Variable.DATABASE_USER.name()) + ":" + PASSWORD + "@"
                            + postgres.inside() + ":5432/dossier?sslmode=disable");
            values.replace(Variable.DOSSIER_JWKS.name(), keys);
            Json.Builder one = Json.object();
            values.forEach(one::put);
            all.put(function.id(), one);
        }
        return all.build();
    }

    /** As {@code ./dossier token} prints it. */
    private String token(String user, String roles) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dossier.local.cli.Main",
                "token",
                "--user",
                user,
                "--roles",
                roles);
        builder.environment().put("XDG_STATE_HOME", state.toString());
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).isZero();
        return printed;
    }

    @Test
    @Order(1)
    void the_linter_finds_nothing() throws Exception {
        Sam.Ran ran = Sam.run("", "validate", "--lint");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("is a valid SAM Template").doesNotContain("W3", "E3");
    }

    @Test
    @Order(2)
    void every_function_is_built_from_its_package() throws Exception {
        Sam.Ran ran = Sam.run("", with("build", "--build-dir", Sam.BUILD.toString()));

        assertThat(ran.exit()).as(ran.err()).isZero();
        for (Template.LambdaFunction function : template.functions()) {
            assertThat(Sam.BUILD.resolve(function.id()).resolve("lib")).isNotEmptyDirectory();
        }
    }

    @Test
    @Order(3)
    void migrate_brings_an_empty_database_up_to_date_and_a_second_time_does_nothing() throws Exception {
        assertThat(invoke("MigrateFunction", "{}").array("applied").orElseThrow())
                .isNotEmpty();
        assertThat(invoke("MigrateFunction", "{}").array("applied").orElseThrow())
                .isEmpty();

        Set<String> roles = new TreeSet<>();
        template.functions()
                .forEach(function -> roles.add(function.environment().get(Variable.DATABASE_USER.name())));
        try (Connection connection = connect("dossier");
                Statement sql = connection.createStatement()) {
            for (String role : roles) {
                sql.execute("ALTER ROLE " + role + " LOGIN PASSWORD '" + PASSWORD + "'");
            }
        }
    }

    @Test
    @Order(4)
    void the_whole_journey_runs_over_http_through_functions_in_containers() throws Exception {
        String base = serve("start-api", "--warm-containers", "EAGER");
        await(base);
        assertThat(get(base, "/v1/verbs", "").statusCode())
                .as("without a token")
                .isEqualTo(401);
        assertThat(get(base, "/v1/verbs", "not.a.token").statusCode()).isEqualTo(401);

        Json.Object proposal = json(post(base, "/v1/generate", Json.object().put("instruction", REQUEST)), 200);
        assertThat(proposal.text("outcome")).contains("proposed");
        String document = proposal.text("document").orElseThrow();
        assertThat(post(base, "/v1/execute", Json.object().put("document", document))
                        .statusCode())
                .as("a proposal runs only under its hash")
                .isEqualTo(409);
        Json.Builder confirmed = Json.object()
                .put("document", document)
                .put("planHash", proposal.text("planHash").orElseThrow());
        Json.Object done = json(post(base, "/v1/execute", confirmed), 200);
        String caseId = done.text("caseId").orElseThrow();

        Json.Object found = json(get(base, "/v1/cases/" + caseId, token), 200);
        assertThat(found.compact()).contains("Zenith Capital Partners LP", "Borealis Holdings Limited", "Jane Roe");
        assertThat(json(get(base, "/v1/cases/" + caseId + "/verify", token), 200)
                        .bool("ok"))
                .contains(true);
        assertThat(count("SELECT count(*) FROM dossier.case_version WHERE case_id = '" + caseId + "'"))
                .isEqualTo(1);
        assertThat(json(get(base, "/health/ready", token), 200).bool("ready")).contains(true);
        warm(base);
    }

    /** Prints what a warm request takes here, for the README's table. */
    private void warm(String base) throws Exception {
        List<Long> micros = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            long begin = System.nanoTime();
            json(get(base, "/v1/verbs/case.create", token), 200);
            micros.add((System.nanoTime() - begin) / 1_000);
        }
        micros.sort(null);
        System.out.println("sam local start-api, query, warm: median " + micros.get(10) / 1_000 + " ms");
    }

    @Test
    @Order(5)
    void bad_input_gets_its_status_through_the_gateway_of_sam() throws Exception {
        String base = serve("start-api", "--warm-containers", "LAZY");
        await(base);

        HttpResponse<String> unknown =
                post(base, "/v1/execute", Json.object().put("document", "(case.creat :case-id \"X\")"));
        assertThat(unknown.statusCode()).as(unknown.body()).isEqualTo(422);
        assertThat(unknown.body()).contains("Did you mean case.create?");
        assertThat(send(base, "/v1/execute", "{\"document\":", token).statusCode())
                .isEqualTo(400);
        assertThat(get(base, "/v1/cases/NO-SUCH-CASE", token).statusCode()).isEqualTo(404);
    }

    @Test
    @Order(6)
    void a_batch_of_the_tools_own_event_runs_once_and_names_no_failure() throws Exception {
        String document = "(case.create :case-id \"SAM-Q\" :case-type \"GENERAL\")";
        String quoted = Json.text(
                        Json.object().put("document", document).build().compact())
                .compact();
        // The tool pastes the body between the quotes of its own template.
        String body = quoted.substring(1, quoted.length() - 1);
        Sam.Ran made = Sam.run("", "local", "generate-event", "sqs", "receive-message", "--body", body);
        assertThat(made.exit()).as(made.err()).isZero();
        String event = made.out().replace("MyQueue", "dossier-execute");

        Json.Object answer = invoke("ExecuteQueueFunction", event);

        assertThat(answer.array("batchItemFailures").orElseThrow()).isEmpty();
        assertThat(count("SELECT count(*) FROM dossier.case_version WHERE case_id = 'SAM-Q'"))
                .isEqualTo(1);
    }

    @Test
    @Order(7)
    void the_sdk_invokes_functions_and_gets_schedules_answered_or_clearly_refused() throws Exception {
        String base = serve("start-lambda", "--warm-containers", "LAZY");
        String ours = "{\"source\":\"schedule\",\"task\":\"deep-health\",\"time\":\"2026-03-10T05:16:23Z\"}";
        Json.Object healthy = call(base, "HealthFunction", ours);
        assertThat(healthy.has("FunctionError")).as(healthy.compact()).isFalse();
        assertThat(Json.parse(healthy.text("Payload").orElseThrow()).orThrow().at("healthy"))
                .contains(Json.bool(true));

        Sam.Ran made = Sam.run("", "local", "generate-event", "cloudwatch", "scheduled-event");
        Json.Object refused = call(base, "UpkeepFunction", made.out());
        assertThat(refused.text("Payload").orElseThrow()).contains("The schedule names no task");
    }

    private static Json.Object call(String base, String function, String event) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return Sam.call(
                        "lambda",
                        "invoke",
                        base,
                        Json.object().put("FunctionName", function).put("Payload", event));
            } catch (IOException notUpYet) {
                if (System.nanoTime() > end) {
                    throw notUpYet;
                }
                Thread.sleep(500);
            }
        }
    }

    private Json.Object invoke(String function, String event) throws Exception {
        Sam.Ran ran = Sam.run(
                event,
                with(
                        "local",
                        "invoke",
                        function,
                        "--template",
                        Sam.BUILD.resolve("template.yaml").toString(),
                        "--env-vars",
                        environment.toString(),
                        "--skip-pull-image",
                        "--event",
                        "-"));
        assertThat(ran.exit()).as(ran.err()).isZero();
        String last = ran.out()
                .lines()
                .filter(line -> line.startsWith("{"))
                .reduce((one, next) -> next)
                .orElseThrow(() -> new AssertionError(ran.err()));
        return Json.parse(last).orThrow().asObject().orElseThrow();
    }

    /** Starts one of the tool's servers. */
    private String serve(String command, String... more) throws IOException {
        int port = freePort();
        List<String> arguments = new ArrayList<>(List.of(
                "local",
                command,
                "--template",
                Sam.BUILD.resolve("template.yaml").toString(),
                "--env-vars",
                environment.toString(),
                "--skip-pull-image",
                "--port",
                Integer.toString(port)));
        arguments.addAll(List.of(more));
        arguments.addAll(Sam.here());
        servers.add(Sam.start(Sam.FOLDER.resolve(command + ".log").toFile(), arguments));
        return "http://127.0.0.1:" + port;
    }

    private static String[] with(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(Sam.here());
        return all.toArray(String[]::new);
    }

    private void await(String base) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                if (get(base, "/health", "").statusCode() == 200) {
                    return;
                }
            } catch (IOException notUpYet) {
                if (System.nanoTime() > end) {
                    throw notUpYet;
                }
            }
            assertThat(System.nanoTime()).as("the server's start").isLessThan(end);
            Thread.sleep(500);
        }
    }

    private HttpResponse<String> get(String base, String path, String bearer) throws Exception {
        return send(base, path, "", bearer);
    }

    private HttpResponse<String> post(String base, String path, Json.Builder body) throws Exception {
        return send(base, path, body.build().compact(), token);
    }

    private HttpResponse<String> send(String base, String path, String body, String bearer) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
        if (!bearer.isEmpty()) {
            request.header("authorization", "Bearer " + bearer);
        }
        if (!body.isEmpty()) {
            request.header("content-type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
        }
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        for (int again = 0; again < 5 && answer.statusCode() == 503; again++) {
            // A cold instance on a busy machine may not get its first connection in time; it says when to come again.
            Thread.sleep(1_000
                    * Long.parseLong(answer.headers().firstValue("retry-after").orElseThrow()));
            answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
        return answer;
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + postgres.host() + ":" + postgres.port() + "/" + database,
                postgres.superuser(),
                postgres.password());
    }

    private long count(String query) throws SQLException {
        try (Connection connection = connect("dossier");
                Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Json.Object json(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return Json.parse(answer.body()).orThrow().asObject().orElseThrow();
    }
}
