package dossier.query;

import dossier.edge.HttpAnswer;
import dossier.edge.Routes;
import dossier.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The API's own description, which is also the list of its routes. Immutable. */
public final class OpenApi {
    private final Json.Object document;

    private OpenApi(Json.Object document) {
        this.document = document;
    }

    /** The shipped description. */
    public static OpenApi shipped() {
        try (InputStream in =
                Objects.requireNonNull(OpenApi.class.getResourceAsStream("/dossier/openapi.json"), "openapi.json")) {
            return new OpenApi(
                    Json.parse(in.readAllBytes()).orThrow().asObject().orElseThrow());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** As {@code GET /v1/openapi.json} answers. */
    HttpAnswer answer() {
        return HttpAnswer.json(200, document);
    }

    /** Every route as method and path template. */
    public List<String> routes() {
        List<String> routes = new ArrayList<>();
        document.object("paths")
                .orElseThrow()
                .members()
                .forEach((path, methods) -> methods.asObject()
                        .orElseThrow()
                        .members()
                        .keySet()
                        .forEach(method -> routes.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        return routes;
    }

    /**
     * Every route of the API, so that whatever reaches the default route is told which methods its path knows. The
     * gateway sends a known route to its own function; here none of them has anything to answer.
     */
    List<Routes.Route> elsewhere(List<Routes.Route> own) {
        List<String> here =
                own.stream().map(route -> route.method() + " " + route.path()).toList();
        return routes().stream()
                .filter(route -> !here.contains(route))
                .map(route -> route.split(" ", 2))
                .map(route -> Routes.Route.proved(route[0], route[1], (asked, caller) -> {
                    throw new IllegalStateException("The gateway sent another function's route here");
                }))
                .toList();
    }
}
