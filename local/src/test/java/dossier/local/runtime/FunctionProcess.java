package dossier.local.runtime;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * One instance of a function: a JVM that runs Lambda's own runtime client, in the folder of the function's package.
 * Thread-safe; closing kills it, as the service does.
 */
public final class FunctionProcess implements AutoCloseable {
    /** The managed runtime's choice without snapshots: the first compiler tier only. */
    public static final List<String> MANAGED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

    /** Artefacts of the runtime client; a function's own libraries come from its package only. */
    private static final Pattern OF_CLIENT = Pattern.compile(
            "(aws-lambda-java-(runtime-interface-client|serialization|core)|utils-lite)-[0-9][^/]*\\.jar");

    private final Process process;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final long started;

    private FunctionProcess(Process process, long started) {
        this.process = process;
        this.started = started;
    }

    /**
     * How an instance starts.
     *
     * @param folder of the unpacked package: classes, and jars in {@code lib}
     * @param handler class and method, as in the template
     * @param environment the function's variables
     * @param snapshot whether it prepares for a snapshot first
     * @param jvm further options of the JVM
     */
    public record Start(
            Path folder, String handler, Map<String, String> environment, boolean snapshot, List<String> jvm) {
        public Start {
            environment = Map.copyOf(environment);
            jvm = List.copyOf(jvm);
        }
    }

    /** Starts an instance that talks to an API. */
    public static FunctionProcess start(RuntimeApi api, Start start) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac"));
        command.addAll(start.jvm());
        if (start.jvm().stream().noneMatch(option -> option.equals("-cp"))) {
            command.addAll(List.of("-cp", clientClassPath()));
        }
        command.addAll(List.of(CLIENT, start.handler()));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(start.folder().toFile()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(Map.of(
                "AWS_LAMBDA_RUNTIME_API", api.address(),
                "_HANDLER", start.handler(),
                "LAMBDA_TASK_ROOT", start.folder().toAbsolutePath().toString(),
                "AWS_LAMBDA_FUNCTION_VERSION", "1",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1769",
                "AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/dossier",
                "AWS_LAMBDA_LOG_STREAM_NAME", "local",
                "AWS_LAMBDA_INITIALIZATION_TYPE", start.snapshot() ? "snap-start" : "on-demand",
                "AWS_ACCESS_KEY_ID", "local",
                "AWS_SECRET_ACCESS_KEY", "local"));
        environment.put("AWS_LAMBDA_FUNCTION_NAME", "dossier");
        environment.put("AWS_REGION", "us-east-1");
        environment.putAll(start.environment());
        FunctionProcess running = new FunctionProcess(builder.start(), System.nanoTime());
        Thread.ofVirtual().start(running::listen);
        return running;
    }

    /** The runtime client's jars, from this JVM's own class path. */
    public static String clientClassPath() {
        String jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> OF_CLIENT
                        .matcher(entry.substring(entry.lastIndexOf(File.separatorChar) + 1))
                        .matches())
                .reduce((one, other) -> one + File.pathSeparator + other)
                .orElse("");
        if (!jars.contains("runtime-interface-client")) {
            throw new IllegalStateException("The runtime client is not on the class path");
        }
        return jars;
    }

    private void listen() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            reader.lines().forEach(output::add);
        } catch (IOException | java.io.UncheckedIOException ended) {
            output.add("(the process ended)");
        }
    }

    /** What it wrote so far, line by line. */
    public List<String> output() {
        return List.copyOf(output);
    }

    /** {@link System#nanoTime} just after the process began. */
    public long started() {
        return started;
    }

    public boolean running() {
        return process.isAlive();
    }

    /** Resident memory in KiB; 0 where the system does not say. */
    public long residentKib() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }

    /** Asks it to end in order; see {@link #ended}. */
    public void stop() {
        process.destroy();
    }

    /** Waits for its end. */
    public boolean ended(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
