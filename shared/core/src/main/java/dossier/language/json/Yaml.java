package dossier.language.json;

import dossier.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes JSON as YAML 1.2 for people to read: members and items a line each, two spaces an indent. Text values and what
 * YAML could take for something else stand in quotes, so that every reader gives the same tree.
 */
public final class Yaml {
    private static final Set<String> RESERVED = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private final StringBuilder out = new StringBuilder();

    private Yaml() {}

    /** The whole tree, ended by a line feed. */
    public static String write(Json json) {
        Yaml yaml = new Yaml();
        yaml.block(json, 0, false);
        return yaml.out.toString();
    }

    /** @param behind whether a dash or key stands before it on its line */
    private void block(Json json, int indent, boolean behind) {
        switch (json) {
            case Json.Object object when !object.members().isEmpty() -> members(object, indent, behind);
            case Json.Array array when !array.items().isEmpty() -> items(array.items(), indent);
            default -> scalar(json);
        }
    }

    private void members(Json.Object object, int indent, boolean behind) {
        boolean first = behind;
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
            if (!first) {
                indent(indent);
            }
            first = false;
            out.append(isPlain(member.getKey()) ? member.getKey() : quoted(member.getKey()))
                    .append(':');
            Json value = member.getValue();
            if (isBlock(value)) {
                out.append('\n');
                block(value, indent + 2, false);
            } else {
                out.append(' ');
                scalar(value);
            }
        }
    }

    private void items(List<Json> items, int indent) {
        for (Json item : items) {
            indent(indent);
            if (item instanceof Json.Array && isBlock(item)) {
                out.append("-\n");
                block(item, indent + 2, false);
            } else {
                out.append("- ");
                block(item, indent + 2, true);
            }
        }
    }

    private static boolean isBlock(Json json) {
        return (json instanceof Json.Object object && !object.members().isEmpty())
                || (json instanceof Json.Array array && !array.items().isEmpty());
    }

    private void scalar(Json json) {
        String text = switch (json) {
            case Json.Text(String value) -> quoted(value);
            case Json.Object empty -> "{}";
            case Json.Array empty -> "[]";
            default -> json.compact();
        };
        out.append(text).append('\n');
    }

    private void indent(int indent) {
        out.append(" ".repeat(indent));
    }

    /** A word that no reader takes for a number, a truth value or a mark of YAML. */
    private static boolean isPlain(String name) {
        boolean word = !name.isEmpty() && Character.isLetter(name.charAt(0));
        return word
                && name.chars()
                        .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.'))
                && !RESERVED.contains(name.toLowerCase(java.util.Locale.ROOT));
    }

    /** As JSON quotes it, which YAML reads alike, but for characters that YAML does not print. */
    private static String quoted(String text) {
        String json = Json.text(text).compact();
        StringBuilder safe = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            boolean printed =
                    c != 0x7f && !(c >= 0x80 && c <= 0x9f) && c != 0x2028 && c != 0x2029 && c < 0xfffe && c != 0xfeff;
            safe.append(printed ? Character.toString(c) : String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
        }
        return safe.toString();
    }
}
