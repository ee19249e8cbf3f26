package dossier.pipeline;

import dossier.registry.Argument;
import dossier.registry.Asset;
import dossier.registry.Condition;
import dossier.registry.Effect;
import dossier.registry.Place;
import dossier.registry.Registry;
import dossier.registry.Shape;
import dossier.registry.Typed;
import dossier.registry.TypedForm;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a form that changes things by conditions is about. Stateless. */
final class Changes {
    /** So many things one form may change. */
    static final int MOST = 1_000;

    private Changes() {}

    static Optional<Asset> asset(Registry registry, TypedForm form, String by) {
        return form.value(by)
                .flatMap(code -> form.verb()
                        .argument(by)
                        .map(Argument::shape)
                        .flatMap(shape -> shape instanceof Shape.Code list
                                ? Asset.of(registry, list.list(), code.plain())
                                : Optional.empty()));
    }

    static List<Condition> conditions(Registry registry, TypedForm form, Asset asset, String where) {
        Map<String, Typed> said = form.value(where)
                .map(value -> value instanceof Typed.Members members ? members.members() : Map.<String, Typed>of())
                .orElse(Map.of());
        return Condition.all(said, name -> asset.place(registry, name));
    }

    static Optional<Query> query(Registry registry, TypedForm form, Effect.Change change) {
        return asset(registry, form, change.by())
                .map(asset ->
                        new Query(asset.kind().name(), conditions(registry, form, asset, change.where()), MOST + 1));
    }

    /** Whether a row, with its id, is as all conditions say. */
    static boolean hold(List<Condition> where, Draft.Working thing, Place id) {
        return where.stream()
                .allMatch(condition -> condition.holds(thing.row().toBuilder()
                        .put(id.column(), thing.key().id())
                        .putIf("valid_from", thing.validFrom().map(d -> dossier.json.Json.text(d.toString())))
                        .putIf("valid_to", thing.validTo().map(d -> dossier.json.Json.text(d.toString())))
                        .build()));
    }
}
