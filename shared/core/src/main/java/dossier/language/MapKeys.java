package dossier.language;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds a key that stands in a map already. A name is the same key with a colon and in quotes; a reference is the same
 * key as another that shares its UUID or its dotted name.
 */
final class MapKeys {
    /** Up to this many keys are compared one by one. */
    private static final int FEW = 8;

    private final Stack<Value.Field> fields;
    private final int from;
    private @Nullable Map<Object, Value.MapKey> index;

    /** @param fields the stack, on which the entries of this map follow from here */
    MapKeys(Stack<Value.Field> fields) {
        this.fields = fields;
        this.from = fields.size();
    }

    /** The same key, where an earlier entry has it. */
    Optional<Value.MapKey> before(Value.MapKey key) {
        if (fields.size() - from > FEW) {
            return looked(key);
        }
        for (int i = from; i < fields.size(); i++) {
            Value.MapKey other = fields.get(i).key();
            if (same(key, other)) {
                return Optional.of(other);
            }
        }
        return Optional.empty();
    }

    private Optional<Value.MapKey> looked(Value.MapKey key) {
        Map<Object, Value.MapKey> known = index;
        if (known == null) {
            known = new HashMap<>();
            for (int i = from; i < fields.size(); i++) {
                Value.MapKey other = fields.get(i).key();
                for (Object identity : identities(other)) {
                    known.put(identity, other);
                }
            }
            index = known;
        }
        for (Object identity : identities(key)) {
            Value.MapKey before = known.putIfAbsent(identity, key);
            if (before != null) {
                return Optional.of(before);
            }
        }
        return Optional.empty();
    }

    private static boolean same(Value.MapKey one, Value.MapKey other) {
        String name = name(one);
        if (name != null) {
            return name.equals(name(other));
        }
        return one instanceof Value.MapKey.Referenced(Value.Attribute a, Span spanA)
                && other instanceof Value.MapKey.Referenced(Value.Attribute b, Span spanB)
                && (shared(a.id(), b.id()) || shared(a.name(), b.name()));
    }

    private static boolean shared(Optional<?> one, Optional<?> other) {
        return one.isPresent() && one.equals(other);
    }

    private static @Nullable String name(Value.MapKey key) {
        return switch (key) {
            case Value.MapKey.Named named -> named.name();
            case Value.MapKey.Quoted quoted -> quoted.name();
            case Value.MapKey.Referenced referenced -> null;
        };
    }

    private static List<Object> identities(Value.MapKey key) {
        String name = name(key);
        if (name != null) {
            return List.of(name);
        }
        List<Object> both = new ArrayList<>(2);
        if (key instanceof Value.MapKey.Referenced(Value.Attribute attribute, Span span)) {
            attribute.id().ifPresent(both::add);
            attribute.name().ifPresent(dotted -> both.add(new Dotted(dotted)));
        }
        return both;
    }

    /** Keeps the name of an attribute apart from the same word as a key. */
    private record Dotted(String name) {}
}
