package dossier.local.sam;

import dossier.json.Json;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The SAM CLI that the containers' set-up installed, and the AWS SDK that comes with it. */
public final class Sam {
    /** Folder of the template. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** What the set-up leaves, and what is made here. */
    static final Path FOLDER = ROOT.resolve("target/containers");

    /** What `sam build` made. */
    static final Path BUILD = FOLDER.resolve("build");

    private static final long MINUTES = 10;

    private Sam() {}

    /** What a command wrote to its two outputs, and how it ended. */
    record Ran(int exit, String out, String err) {}

    /** The processor of this machine, as the template's parameter has it. */
    static List<String> here() {
        String architecture = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x86_64";
        return List.of("--parameter-overrides", "Architecture=" + architecture);
    }

    /** Runs a command to its end. */
    static Ran run(String input, String... arguments) throws IOException, InterruptedException {
        return run(input, command(List.of(arguments)));
    }

    /**
     * Calls an operation of a service through the AWS SDK for Python.
     *
     * @param operation in the SDK's spelling, such as {@code create_stack}
     * @throws IOException when the call fails
     */
    public static Json.Object call(String service, String operation, String endpoint, Json.Builder parameters)
            throws IOException, InterruptedException {
        Ran ran = run(
                parameters.build().compact(),
                List.of(
                        FOLDER.resolve("sam/bin/python").toString(),
                        ROOT.resolve(".ci/containers/sam/call.py").toString(),
                        service,
                        operation,
                        endpoint));
        if (ran.exit() != 0) {
            throw new IOException(ran.err());
        }
        return Json.parse(ran.out()).orThrow().asObject().orElseThrow();
    }

    private static Ran run(String input, List<String> command) throws IOException, InterruptedException {
        Path in = Files.createTempFile("sam", ".in");
        Path out = Files.createTempFile("sam", ".out");
        Path err = Files.createTempFile("sam", ".err");
        try {
            Files.writeString(in, input);
            Process process = process(command)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + " does not end");
            }
            return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            for (Path file : List.of(in, out, err)) {
                Files.delete(file);
            }
        }
    }

    /** Starts a command that goes on. */
    static Process start(File log, List<String> arguments) throws IOException {
        return process(command(arguments))
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
    }

    private static List<String> command(List<String> arguments) {
        List<String> command =
                new ArrayList<>(List.of(FOLDER.resolve("sam/bin/sam").toString()));
        command.addAll(arguments);
        return command;
    }

    private static ProcessBuilder process(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(ROOT.toFile());
        builder.environment()
                .putAll(Map.of(
                        "SAM_CLI_TELEMETRY", "0",
                        "AWS_DEFAULT_REGION", "us-east-1",
                        "AWS_ACCESS_KEY_ID", "local",
                        "AWS_SECRET_ACCESS_KEY", "local"));
        return builder;
    }
}
