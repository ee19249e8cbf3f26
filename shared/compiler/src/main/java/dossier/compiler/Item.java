package dossier.compiler;

import dossier.json.Json;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A node of a YAML file that knows where it stands. What is not as expected is reported and read as empty. */
record Item(String file, Node node, Problems problems) {

    int line() {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    void problem(String message) {
        problems.add(this, message);
    }

    boolean isText() {
        return node instanceof ScalarNode;
    }

    boolean isMap() {
        return node instanceof MappingNode;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    String text() {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        problem("text was expected");
        return "";
    }

    List<Item> items() {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream().map(this::at).toList();
        }
        problem("a list was expected");
        return List.of();
    }

    private Item at(Node other) {
        return new Item(file, other, problems);
    }

    /** The members of a map in their order. */
    Map<String, Item> members() {
        Map<String, Item> out = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            problem("a map was expected");
            return out;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String key = at(tuple.getKeyNode()).text();
            if (out.put(key, at(tuple.getValueNode())) != null) {
                at(tuple.getKeyNode()).problem(key + " stands twice");
            }
        }
        return out;
    }

    /** The members; one that is not among the known is a problem. */
    Map<String, Item> members(Set<String> known) {
        Map<String, Item> members = members();
        members.forEach((key, value) -> {
            if (!known.contains(key)) {
                value.problem(
                        key + " is not known here; known are " + String.join(", ", new java.util.TreeSet<>(known)));
            }
        });
        return members;
    }

    Optional<Item> find(String key) {
        return isMap() ? Optional.ofNullable(members().get(key)) : Optional.empty();
    }

    String text(String key) {
        Optional<Item> member = find(key);
        if (member.isEmpty()) {
            problem(key + " is missing");
        }
        return member.map(Item::text).orElse("");
    }

    String text(String key, String otherwise) {
        return find(key).map(Item::text).orElse(otherwise);
    }

    boolean flag(String key) {
        return find(key).map(Item::bool).orElse(false);
    }

    private boolean bool() {
        String text = text();
        if (!text.equals("true") && !text.equals("false")) {
            problem("true or false was expected");
        }
        return text.equals("true");
    }

    List<String> texts() {
        return items().stream().map(Item::text).toList();
    }

    List<String> texts(String key) {
        return find(key).map(Item::texts).orElse(List.of());
    }

    BigDecimal number() {
        try {
            return new BigDecimal(text());
        } catch (NumberFormatException noNumber) {
            problem("a number was expected");
            return BigDecimal.ZERO;
        }
    }

    /** The node as JSON, plain scalars by their YAML type. */
    Json json() {
        return switch (node) {
            case SequenceNode _ -> Json.array(items(), Item::json);
            case MappingNode _ -> {
                Json.Builder out = Json.object();
                members().forEach((key, value) -> out.put(key, value.json()));
                yield out.build();
            }
            default -> scalar();
        };
    }

    private Json scalar() {
        Tag tag = node.getTag();
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return Json.number(number());
        }
        if (tag.equals(Tag.BOOL)) {
            return Json.bool(bool());
        }
        return tag.equals(Tag.NULL) ? Json.nil() : Json.text(text());
    }
}
