package dossier.local.template;

import dossier.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Works out the functions of CloudFormation that function properties use. What stands outside this machine resolves to
 * a placeholder that names it, such as {@code <DatabaseProxy.Endpoint>}. Immutable.
 */
final class Resolver {
    private static final Pattern HOLE = Pattern.compile("\\$\\{([^!}][^}]*)}");

    private final Json.Object template;
    private final Map<String, String> values;

    /**
     * @param values by parameter or pseudo parameter, and by {@code Resource} or {@code Resource.Attribute} for what
     *     this machine stands in for
     */
    Resolver(Json.Object template, Map<String, String> values) {
        this.template = template;
        this.values = Map.copyOf(values);
    }

    Json resolve(Json json) {
        return switch (json) {
            case Json.Array array -> Json.array(array.items(), this::resolve);
            case Json.Object object -> object(object);
            case Json.Text text -> text;
            case Json.Number number -> number;
            case Json.Bool bool -> bool;
            case Json.Null nothing -> nothing;
        };
    }

    private Json object(Json.Object object) {
        if (object.members().size() == 1) {
            Map.Entry<String, Json> only =
                    object.members().entrySet().iterator().next();
            Optional<Json> value = function(only.getKey(), only.getValue());
            if (value.isPresent()) {
                return value.get();
            }
        }
        Json.Builder resolved = Json.object();
        object.members().forEach((name, value) -> resolved.put(name, resolve(value)));
        return resolved.build();
    }

    private Optional<Json> function(String name, Json argument) {
        return switch (name) {
            case "Ref" -> argument.asText().map(this::named).map(Json::text);
            case "Fn::GetAtt" ->
                argument.asArray()
                        .map(path -> Json.text(named(path.stream()
                                .map(part -> part.asText().orElse(""))
                                .reduce((resource, attribute) -> resource + "." + attribute)
                                .orElse(""))));
            case "Fn::Sub" -> Optional.of(Json.text(substituted(argument)));
            case "Fn::If" -> argument.asArray().map(this::chosen);
            case "Fn::Equals" ->
                argument.asArray()
                        .map(sides -> Json.bool(resolve(sides.getFirst()).equals(resolve(sides.getLast()))));
            case "Fn::Not" ->
                argument.asArray()
                        .map(inner ->
                                Json.bool(!resolve(inner.getFirst()).asBool().orElse(false)));
            case "Fn::Select", "Fn::Split" -> Optional.of(Json.text("<" + name + ">"));
            default -> Optional.empty();
        };
    }

    private Json chosen(List<Json> branches) {
        String condition = branches.getFirst().asText().orElse("");
        boolean holds = template.at("Conditions", condition)
                .map(this::resolve)
                .flatMap(Json::asBool)
                .orElse(false);
        return resolve(branches.get(holds ? 1 : 2));
    }

    private String substituted(Json argument) {
        List<Json> parts = argument.asArray().orElse(List.of(argument));
        Function<String, Optional<String>> own = parts.size() < 2
                ? name -> Optional.empty()
                : name -> parts.get(1).at(name).map(this::resolve).flatMap(Json::asText);
        Matcher holes = HOLE.matcher(parts.getFirst().asText().orElse(""));
        return holes.replaceAll(
                hole -> Matcher.quoteReplacement(own.apply(hole.group(1)).orElseGet(() -> named(hole.group(1)))));
    }

    private String named(String name) {
        return Optional.ofNullable(values.get(name))
                .or(() -> template.at("Parameters", name, "Default")
                        .map(value -> value.asText().orElseGet(value::compact)))
                .orElse("<" + name + ">");
    }
}
