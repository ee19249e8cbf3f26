package dossier.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dossier.local.template.Template;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The functions of the template, each made when first called, with its own environment, and called through the stream
 * interface that the Lambda service uses. Thread-safe.
 */
final class Functions implements AutoCloseable {
    private final Map<String, Made> made = new ConcurrentHashMap<>();
    private final Template template;
    private final Maker maker;

    /** A function that runs. */
    record Made(Template.LambdaFunction function, RequestStreamHandler handler, Runnable release) {}

    /** Makes a function. */
    @FunctionalInterface
    interface Maker {
        Made make(Template.LambdaFunction function);
    }

    Functions(Template template, Maker maker) {
        this.template = template;
        this.maker = maker;
    }

    /** Calls a function and waits for what it answers. */
    byte[] call(String id, byte[] event) throws IOException {
        Made running = made.computeIfAbsent(id, this::make);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Invocation invocation = new Invocation(
                running.function(),
                UUID.randomUUID().toString(),
                running.function().timeout());
        running.handler().handleRequest(new ByteArrayInputStream(event), out, invocation);
        return out.toByteArray();
    }

    private Made make(String id) {
        return maker.make(template.functions().stream()
                .filter(function -> function.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The template has no function " + id)));
    }

    /** Lets every function go of its connections. */
    @Override
    public void close() {
        made.values().forEach(one -> one.release().run());
    }
}
