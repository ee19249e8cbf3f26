package dossier.local.template;

import dossier.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A template's YAML as JSON, its short function tags written out: {@code !Ref X} becomes {@code {"Ref": "X"}}. */
final class TemplateFile {
    private TemplateFile() {}

    /** @throws IllegalArgumentException when it is not YAML, or not a mapping */
    static Json.Object parse(String yaml) {
        try {
            Node root = new Compose(
                            LoadSettings.builder().setLabel("template.yaml").build())
                    .composeString(yaml)
                    .orElseThrow(() -> new IllegalArgumentException("The template is empty"));
            return json(root)
                    .asObject()
                    .orElseThrow(() -> new IllegalArgumentException("The template is not a mapping"));
        } catch (YamlEngineException malformed) {
            throw new IllegalArgumentException("The template is not YAML: " + malformed.getMessage(), malformed);
        }
    }

    private static Json json(Node node) {
        String tag = node.getTag().getValue();
        return tag.startsWith("!") ? function(tag.substring(1), node) : plain(node);
    }

    private static Json function(String name, Node node) {
        Json argument = plain(node);
        if (name.equals("GetAtt")) {
            argument = argument.asText()
                    .<Json>map(dotted -> Json.texts(Arrays.asList(dotted.split("\\.", 2))))
                    .orElse(argument);
        }
        String full = name.equals("Ref") || name.equals("Condition") ? name : "Fn::" + name;
        return Json.object().put(full, argument).build();
    }

    private static Json plain(Node node) {
        return switch (node) {
            case MappingNode mapping -> {
                Json.Builder object = Json.object();
                for (NodeTuple entry : mapping.getValue()) {
                    object.put(((ScalarNode) entry.getKeyNode()).getValue(), json(entry.getValueNode()));
                }
                yield object.build();
            }
            case SequenceNode sequence -> {
                List<Json> items = new ArrayList<>();
                sequence.getValue().forEach(item -> items.add(json(item)));
                yield Json.array(items);
            }
            case ScalarNode scalar -> scalar(scalar);
            default -> throw new IllegalArgumentException("A template holds mappings, sequences and scalars only");
        };
    }

    private static Json scalar(ScalarNode scalar) {
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.BOOL)) {
            return Json.bool(Boolean.parseBoolean(scalar.getValue()));
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return Json.number(new BigDecimal(scalar.getValue()));
        }
        return tag.equals(Tag.NULL) ? Json.nil() : Json.text(scalar.getValue());
    }
}
