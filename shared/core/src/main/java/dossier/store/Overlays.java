package dossier.store;

import dossier.json.Json;
import dossier.registry.Overlay;
import java.util.List;

/** A tenant's own definitions of attributes, as they are in force now. Stateless. */
final class Overlays {
    /** For each attribute the last definition that has begun, if it has not ended and is not retired. */
    private static final String IN_FORCE = """
            (SELECT DISTINCT ON (d.definition_id) d.* FROM dossier.attribute_definitions d
             WHERE d.tenant_id = ?
                 AND (d.valid_from IS NULL OR d.valid_from <= (clock_timestamp() AT TIME ZONE 'UTC')::date)
             ORDER BY d.definition_id, d.revision DESC) d
            WHERE NOT coalesce(d.retired, false)
                AND (d.valid_to IS NULL OR d.valid_to > (clock_timestamp() AT TIME ZONE 'UTC')::date)""";

    /** An expression with one parameter, the tenant. */
    static final String FINGERPRINT =
            "coalesce((SELECT md5(string_agg(d.definition_id || ':' || d.revision, ',' ORDER BY d.definition_id)) FROM "
                    + IN_FORCE + "), '')";

    private Overlays() {}

    static Trip.Rows<Overlay.Definition> definitions(Trip trip, String tenant) {
        return trip.query(
                "SELECT to_jsonb(d) FROM " + IN_FORCE + " ORDER BY d.known_at, d.definition_id",
                row -> Overlay.Definition.of(
                        Json.parse(row.getString(1)).orThrow().asObject().orElseThrow()),
                tenant);
    }

    static Trip.Rows<String> fingerprint(Trip trip, String tenant) {
        return trip.query("SELECT " + FINGERPRINT, row -> row.getString(1), tenant);
    }

    static Overlay of(Trip.Rows<String> fingerprint, Trip.Rows<Overlay.Definition> definitions) {
        List<Overlay.Definition> all = definitions.all();
        return all.isEmpty() ? Overlay.NONE : new Overlay(fingerprint.first().orElse(""), all);
    }
}
