package dossier.registry;

import dossier.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A place in the compiled registry that knows its own path, so that what is wrong there can be said. */
record Node(String path, Json json) {
    MalformedRegistry wrong(String what) {
        return new MalformedRegistry(path, what);
    }

    Json.Object object() {
        return json.asObject().orElseThrow(() -> wrong("an object was expected"));
    }

    String text() {
        return json.asText().orElseThrow(() -> wrong("text was expected"));
    }

    boolean bool() {
        return json.asBool().orElseThrow(() -> wrong("true or false was expected"));
    }

    BigDecimal number() {
        return json.asNumber().orElseThrow(() -> wrong("a number was expected"));
    }

    Optional<Node> find(String name) {
        return object().get(name).map(member -> new Node(path.isEmpty() ? name : path + "." + name, member));
    }

    Node get(String name) {
        return find(name).orElseThrow(() -> wrong("\"" + name + "\" is missing"));
    }

    String text(String name) {
        return get(name).text();
    }

    /** The member as a flag; false when absent. */
    boolean flag(String name) {
        return find(name).map(Node::bool).orElse(false);
    }

    List<Node> items() {
        List<Json> items = json.asArray().orElseThrow(() -> wrong("an array was expected"));
        List<Node> nodes = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            nodes.add(new Node(path + "[" + i + "]", items.get(i)));
        }
        return nodes;
    }

    /** The items of an array member; none when absent. */
    List<Node> items(String name) {
        return find(name).map(Node::items).orElse(List.of());
    }

    <T> List<T> list(String name, Function<Node, T> read) {
        return items(name).stream().map(read).toList();
    }

    List<String> texts(String name) {
        return list(name, Node::text);
    }

    /** The members of an object member in their order; none when absent. */
    <T> Map<String, T> map(String name, Function<Node, T> read) {
        Map<String, T> out = new LinkedHashMap<>();
        find(name).ifPresent(node -> node.members(read, out));
        return out;
    }

    private <T> void members(Function<Node, T> read, Map<String, T> out) {
        object().members().forEach((key, value) -> out.put(key, read.apply(new Node(path + "." + key, value))));
    }
}
