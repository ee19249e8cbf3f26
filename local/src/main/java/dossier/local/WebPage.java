package dossier.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** The files of the web page. Stateless. */
final class WebPage {
    /** Own files only, and nobody may frame the page. */
    static final String POLICY =
            "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    private static final Map<String, String> TYPES = Map.of(
            "/", "text/html; charset=utf-8",
            "/page.css", "text/css; charset=utf-8",
            "/page.js", "text/javascript; charset=utf-8");

    private WebPage() {}

    record File(String type, String text) {}

    static boolean has(String path) {
        return TYPES.containsKey(path);
    }

    static File file(String path) {
        String name = path.equals("/") ? "/page.html" : path;
        try (InputStream in = Objects.requireNonNull(WebPage.class.getResourceAsStream("/web" + name))) {
            return new File(
                    Objects.requireNonNull(TYPES.get(path)), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
