package dossier.edge;

import dossier.pipeline.Caller;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Proves who asks: by the claims of a token the gateway has checked, otherwise by checking the bearer token here.
 * There is no third way, and nothing switches this off. Thread-safe.
 */
public final class Identity {
    private final Tokens tokens;

    public Identity(Tokens tokens) {
        this.tokens = tokens;
    }

    /** Checks a bearer token's signature, issuer, audience and times. Thread-safe. */
    @FunctionalInterface
    public interface Tokens {
        Checked check(String token);

        sealed interface Checked {
            record Valid(Map<String, String> claims) implements Checked {}

            /** @param detail what is wrong, without quoting the token */
            record Invalid(String detail) implements Checked {}

            /** The keys cannot be had now. */
            record Away() implements Checked {}
        }
    }

    /** Who asks, or why nobody is known. */
    public sealed interface Outcome {
        record Proved(Caller caller) implements Outcome {}

        record Refused(String detail) implements Outcome {}

        record Away() implements Outcome {}
    }

    public Outcome of(HttpCall call) {
        if (call.claims().isPresent()) {
            return caller(call.claims().get());
        }
        Optional<String> header = call.header("authorization");
        if (header.isEmpty()) {
            return new Outcome.Refused("Send a bearer token in the Authorization header.");
        }
        String[] parts = header.get().trim().split(" +", 2);
        if (parts.length != 2 || !parts[0].toLowerCase(Locale.ROOT).equals("bearer")) {
            return new Outcome.Refused("The Authorization header must be \"Bearer\" and a token.");
        }
        return switch (tokens.check(parts[1].trim())) {
            case Tokens.Checked.Valid valid -> caller(valid.claims());
            case Tokens.Checked.Invalid invalid -> new Outcome.Refused(invalid.detail());
            case Tokens.Checked.Away away -> new Outcome.Away();
        };
    }

    private static Outcome caller(Map<String, String> claims) {
        Optional<String> user = claim(claims, "sub");
        Optional<String> tenant = claim(claims, "dossier:tenant");
        if (user.isEmpty() || tenant.isEmpty()) {
            return new Outcome.Refused("The token must name sub and dossier:tenant.");
        }
        return new Outcome.Proved(new Caller(
                user.get(), tenant.get(), roles(claim(claims, "dossier:roles").orElse("")), "person"));
    }

    private static Optional<String> claim(Map<String, String> claims, String name) {
        return Optional.ofNullable(claims.get(name)).filter(value -> !value.isBlank());
    }

    /** A list claim reaches a function as text: {@code [a b]} from the gateway, {@code a,b} or {@code a b} otherwise. */
    static Set<String> roles(String text) {
        String bare = text.trim();
        if (bare.startsWith("[") && bare.endsWith("]")) {
            bare = bare.substring(1, bare.length() - 1);
        }
        return Arrays.stream(bare.split("[ ,]+"))
                .filter(role -> !role.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
