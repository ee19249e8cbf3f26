package dossier.store;

import dossier.json.Json;
import dossier.pipeline.Ledger.Cost;
import dossier.pipeline.Ledger.Entry;
import dossier.pipeline.Ledger.Planned;
import dossier.pipeline.Ledger.Planner;
import dossier.pipeline.Ledger.Recorded;
import dossier.pipeline.Plan;
import dossier.pipeline.Snapshot;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One document's transaction, in three trips: locks and reads, writes, commit. Repeated, within bounds, when a rival or
 * a dead connection undid it. Use once.
 */
final class Execution {
    /** A rival may get in the way this often. */
    private static final int MOST_RETRIES = 3;

    private final Pool pool;
    private final Kinds kinds;
    private final Texts texts;
    private final Faults faults;
    private final Entry entry;
    private final Planner planner;
    private final Meter meter;
    private final long start = System.nanoTime();

    /** What a commit whose answer was lost would have made true. */
    private Optional<InDoubt> inDoubt = Optional.empty();

    private String step = "lock";
    private boolean reconnected;

    private record InDoubt(Plan plan, Json.Object answer, long executeMicros) {}

    Execution(Pool pool, Kinds kinds, Texts texts, Faults faults, Entry entry, Planner planner) {
        this.pool = pool;
        this.kinds = kinds;
        this.texts = texts;
        this.faults = faults;
        this.entry = entry;
        this.planner = planner;
        this.meter = new Meter(entry.timeout());
    }

    Recorded run() {
        while (true) {
            Recorded recorded = once();
            if (recorded != null) {
                return recorded;
            }
            meter.retry();
        }
    }

    /** One try; nothing when another is worth it. */
    private @Nullable Recorded once() {
        try (Pool.Lease lease = pool.borrow(meter)) {
            Connection connection = lease.connection();
            try {
                connection.setAutoCommit(false);
                return transact(connection);
            } catch (SQLException error) {
                rollback(connection);
                return retries(error) ? null : ended(error);
            } catch (Trip.Mismatch mismatch) {
                rollback(connection);
                faults.report(new Faults.Fault(entry.requestId(), step, "Mismatch", mismatch.what()));
                return new Recorded.Broken("The plan does not fit the rows that are there", meter.cost());
            } catch (RuntimeException | Error defect) {
                rollback(connection);
                throw defect;
            }
        } catch (SQLException error) {
            return inDoubt.isPresent() ? unknown() : Single.unreachable(error, meter);
        } catch (Pool.Exhausted none) {
            return inDoubt.isPresent() ? unknown() : Single.exhausted(meter);
        }
    }

    private boolean retries(SQLException error) {
        if (meter.left() == 0) {
            return false;
        }
        return switch (Failure.of(error)) {
            case RIVAL -> meter.cost().retries() < MOST_RETRIES;
            case LOST -> {
                boolean first = !reconnected;
                reconnected = true;
                yield first;
            }
            case LOCKED, OUT_OF_TIME, AWAY, DEFECT -> false;
        };
    }

    private Recorded ended(SQLException error) {
        boolean open = inDoubt.isPresent() && Failure.of(error) != Failure.DEFECT;
        return open ? unknown() : Single.outcome(error, entry.requestId(), step, meter, faults);
    }

    private Recorded unknown() {
        return new Recorded.Unavailable(
                "The connection was lost while committing, so it may have happened or not;"
                        + " repeat it under the same idempotency key",
                java.time.Duration.ofSeconds(2),
                meter.cost());
    }

    private Recorded transact(Connection connection) throws SQLException {
        if (meter.left() == 0) {
            return new Recorded.TimedOut(meter.cost());
        }
        step = "lock";
        LockTrip locked = new LockTrip(kinds, texts, entry, inDoubt.map(InDoubt::plan), meter);
        locked.run(connection, meter);
        Optional<Recorded> settled = settled(locked);
        if (settled.isPresent()) {
            rollback(connection);
            return settled.get();
        }
        Snapshot snapshot = locked.snapshot();
        return switch (planner.plan(snapshot)) {
            case Planned.Refuse refuse -> {
                rollback(connection);
                yield new Recorded.Refused(refuse.refusal(), meter.cost());
            }
            case Planned.Commit(Plan plan, Json.Object answer) -> write(connection, locked, snapshot, plan, answer);
        };
    }

    /** What makes planning needless: it has happened before, or a rival was first. */
    private Optional<Recorded> settled(LockTrip locked) {
        Cost cost = meter.cost();
        if (locked.happened() && inDoubt.isPresent()) {
            InDoubt done = inDoubt.get();
            return Optional.of(new Recorded.Done(done.plan(), done.answer(), done.executeMicros(), 0, cost));
        }
        if (locked.keyReused()) {
            return Optional.of(new Recorded.KeyReused(cost));
        }
        Optional<Recorded> repeated = locked.stored().map(answer -> new Recorded.Repeated(answer, cost));
        if (repeated.isPresent()) {
            return repeated;
        }
        return locked.moved() && !entry.waits()
                ? Optional.of(
                        new Recorded.Conflict("Another request changed the case first", locked.currentVersion(), cost))
                : Optional.empty();
    }

    private Recorded write(Connection connection, LockTrip locked, Snapshot snapshot, Plan plan, Json.Object without)
            throws SQLException {
        long planned = System.nanoTime();
        if (meter.left() == 0) {
            rollback(connection);
            return new Recorded.TimedOut(meter.cost());
        }
        step = "write";
        Trip trip = new Trip();
        Single.enter(trip, entry.caller(), meter);
        long micros = (planned - start) / 1_000;
        PlanTrip writes = new PlanTrip(trip, kinds, texts, entry, snapshot, plan);
        writes.write(locked.registryStored());
        Json.Object answer = travel(connection, trip, writes, plan, without, micros);
        long executeMicros = (System.nanoTime() - planned) / 1_000;
        if (meter.left() == 0) {
            rollback(connection);
            return new Recorded.TimedOut(meter.cost());
        }
        step = "commit";
        long written = System.nanoTime();
        inDoubt = Optional.of(new InDoubt(plan, answer, executeMicros));
        try {
            connection.commit();
        } catch (SQLException error) {
            if (Failure.of(error) != Failure.LOST) {
                inDoubt = Optional.empty();
            }
            throw error;
        } finally {
            meter.trip(System.nanoTime() - written);
        }
        long commitMicros = (System.nanoTime() - written) / 1_000;
        return new Recorded.Done(plan, answer, executeMicros, commitMicros, meter.cost());
    }

    /** Writes, asks what the forms ask, and keeps the answer, which holds what was asked for. */
    private Json.Object travel(
            Connection connection, Trip trip, PlanTrip writes, Plan plan, Json.Object without, long micros)
            throws SQLException {
        if (plan.questions().isEmpty()) {
            writes.answer(without, micros);
            trip.run(connection, meter);
            return without;
        }
        QuestionTrip questions = new QuestionTrip(trip, kinds, entry.caller().tenant(), plan.questions());
        trip.run(connection, meter);
        Json.Object answer = without.toBuilder()
                .put("results", inOrder(without, questions.results()))
                .build();
        Trip last = new Trip();
        writes.onto(last).answer(answer, micros);
        last.run(connection, meter);
        return answer;
    }

    /** What forms were told when they were planned and what they asked of the rows, in the order of the forms. */
    private static Json inOrder(Json.Object answer, Json asked) {
        List<Json> all = new ArrayList<>(answer.array("results").orElse(List.of()));
        all.addAll(asked.asArray().orElse(List.of()));
        all.sort(Comparator.comparing(
                one -> one.at("form").flatMap(Json::asInteger).orElse(0L)));
        return Json.array(all);
    }

    private void rollback(Connection connection) {
        long begun = System.nanoTime();
        try {
            connection.rollback();
        } catch (SQLException gone) {
            // A dead connection has rolled back by itself; the pool drops it.
        } finally {
            meter.trip(System.nanoTime() - begun);
        }
    }
}
