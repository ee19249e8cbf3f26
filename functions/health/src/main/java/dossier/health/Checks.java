package dossier.health;

import dossier.json.Json;
import dossier.store.HealthReading;
import dossier.store.HealthReading.Vitals;
import java.util.function.Function;

/** Asks each thing the service depends on how it is. Thread-safe. */
final class Checks {
    /** A message that waits longer than this says that upkeep does not run. */
    private static final double LONGEST_WAIT_SECONDS = 600;

    private final Function<String, Vitals> database;
    private final String registryVersion;

    Checks(HealthReading database, String registryVersion) {
        this(database::ask, registryVersion);
    }

    Checks(Function<String, Vitals> database, String registryVersion) {
        this.database = database;
        this.registryVersion = registryVersion;
    }

    /** {@code {ready, dependencies{database{...}}}}. */
    Json.Object ready() {
        return switch (database.apply(registryVersion)) {
            case Vitals.Down down ->
                Json.object()
                        .put("ready", false)
                        .put("dependencies", Json.object().put("database", away(down)))
                        .build();
            case Vitals.Alive alive ->
                Json.object()
                        .put("ready", true)
                        .put("dependencies", Json.object().put("database", database(alive)))
                        .put("registryVersion", registryVersion)
                        .build();
        };
    }

    /** {@code {healthy, components{...}}}: each with what it rests on, and {@code ok} where it can be judged. A registry
     * version that is not stored yet is no fault: its first execution stores it. */
    Json.Object deep() {
        return switch (database.apply(registryVersion)) {
            case Vitals.Down down ->
                Json.object()
                        .put("healthy", false)
                        .put("components", Json.object().put("database", away(down)))
                        .build();
            case Vitals.Alive alive -> {
                boolean delivered = alive.outboxOldestSeconds() <= LONGEST_WAIT_SECONDS;
                yield Json.object()
                        .put("healthy", delivered && alive.seesTenants())
                        .put(
                                "components",
                                Json.object()
                                        .put("database", database(alive))
                                        .put("tenants", Json.object().put("ok", alive.seesTenants()))
                                        .put(
                                                "registry",
                                                Json.object()
                                                        .put("version", registryVersion)
                                                        .put("stored", alive.registryStored()))
                                        .put(
                                                "outbox",
                                                Json.object()
                                                        .put("ok", delivered)
                                                        .put("waiting", alive.outboxWaiting())
                                                        .put("oldestSeconds", (long) alive.outboxOldestSeconds())))
                        .build();
            }
        };
    }

    private static Json.Builder database(Vitals.Alive alive) {
        return Json.object()
                .put("ok", true)
                .put("micros", alive.roundTripMicros())
                .put("schemaVersion", alive.schemaVersion());
    }

    private static Json.Builder away(Vitals.Down down) {
        return Json.object().put("ok", false).put("detail", down.detail());
    }
}
