package dossier.edge;

import dossier.pipeline.Caller;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The routes of one function, matched by method and path. Immutable. */
public final class Routes {
    private final List<Route> all;

    public Routes(List<Route> all) {
        this.all = List.copyOf(all);
    }

    /** @param path a template such as {@code /v1/cases/{id}} */
    public record Route(String method, String path, Access access) {
        public static Route open(String method, String path, OpenAction action) {
            return new Route(method, path, new Access.Open(action));
        }

        public static Route proved(String method, String path, Action action) {
            return new Route(method, path, new Access.Proved(action));
        }
    }

    /** Whether a caller must be known. */
    public sealed interface Access {
        record Open(OpenAction action) implements Access {}

        record Proved(Action action) implements Access {}
    }

    /** What a route does for anybody. */
    @FunctionalInterface
    public interface OpenAction {
        HttpAnswer answer(Asked asked);
    }

    /** What a route does for a known caller. */
    @FunctionalInterface
    public interface Action {
        HttpAnswer answer(Asked asked, Caller caller);
    }

    /**
     * A call that found its route.
     *
     * @param requestId names the request in answers, logs and records
     * @param path parameters of the path, decoded
     * @param remainingMillis until the function is stopped
     */
    public record Asked(HttpCall call, String requestId, Map<String, String> path, long remainingMillis) {
        /** A parameter that the route's template names. */
        public String at(String name) {
            return Optional.ofNullable(path.get(name))
                    .orElseThrow(() -> new IllegalArgumentException("The route has no parameter " + name));
        }
    }

    sealed interface Match {
        record Found(Route route, Map<String, String> parameters) implements Match {}

        record WrongMethod(Set<String> allowed) implements Match {}

        record Unknown() implements Match {}
    }

    Match match(String method, String path) {
        Set<String> allowed = new TreeSet<>();
        List<Match.Found> found = new ArrayList<>();
        for (Route route : all) {
            parameters(route.path(), path).ifPresent(parameters -> {
                if (route.method().equals(method)) {
                    found.add(new Match.Found(route, parameters));
                }
                allowed.add(route.method());
            });
        }
        if (!found.isEmpty()) {
            return found.getFirst();
        }
        return allowed.isEmpty() ? new Match.Unknown() : new Match.WrongMethod(allowed);
    }

    /** The parameters of a path that fits a template. */
    public static Optional<Map<String, String>> parameters(String template, String path) {
        String[] want = template.split("/", -1);
        String[] have = path.split("/", -1);
        if (want.length != have.length) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < want.length; i++) {
            if (want[i].startsWith("{")) {
                if (have[i].isEmpty()) {
                    return Optional.empty();
                }
                parameters.put(want[i].substring(1, want[i].length() - 1), decoded(have[i]));
            } else if (!want[i].equals(have[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }

    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return segment;
        }
    }
}
