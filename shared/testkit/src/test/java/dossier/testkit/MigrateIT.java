package dossier.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dossier.migrations.Migrate;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
@SuppressWarnings("NullAway.Init")
class MigrateIT {
    private TestDatabase database;

    @BeforeEach
    void open() {
        database = TestDatabase.empty();
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    private Migrate.Target target() {
        return new Migrate.Target("jdbc:" + database.url(), "dossier_owner", database.password());
    }

    private Migrate.Report.Done migrate() {
        return switch (Migrate.run(target())) {
            case Migrate.Report.Done done -> done;
            case Migrate.Report.Failed failed -> throw new AssertionError(failed.detail());
        };
    }

    private long tables() throws SQLException {
        try (Connection connection = database.asSuperuser();
                Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery("SELECT count(*) FROM pg_tables WHERE schemaname = 'dossier'")) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void an_empty_database_gets_every_migration_and_a_second_run_none() throws SQLException {
        Migrate.Report.Done first = migrate();
        Migrate.Report.Done second = migrate();

        assertThat(first.from()).isEmpty();
        assertThat(first.applied()).startsWith("1", "2").contains(first.to());
        assertThat(second.from()).isEqualTo(Optional.of(first.to()));
        assertThat(second.to()).isEqualTo(first.to());
        assertThat(second.applied()).isEmpty();
        assertThat(tables()).isGreaterThan(20);
    }

    @Test
    void two_at_once_apply_each_migration_once() {
        CountDownLatch together = new CountDownLatch(2);
        List<CompletableFuture<Migrate.Report.Done>> runs = List.of(run(together), run(together));

        List<Migrate.Report.Done> done =
                runs.stream().map(CompletableFuture::join).toList();

        assertThat(done.get(0).to()).isEqualTo(done.get(1).to());
        assertThat(done.get(0).applied().size() + done.get(1).applied().size())
                .isEqualTo(Math.max(
                        done.get(0).applied().size(), done.get(1).applied().size()));
    }

    private CompletableFuture<Migrate.Report.Done> run(CountDownLatch together) {
        return CompletableFuture.supplyAsync(
                () -> {
                    together.countDown();
                    try {
                        together.await();
                    } catch (InterruptedException interrupted) {
                        throw new AssertionError(interrupted);
                    }
                    return migrate();
                },
                task -> Thread.ofPlatform().start(task));
    }

    @Test
    void a_database_that_cannot_be_migrated_is_said_without_the_password() {
        Migrate.Target nowhere =
                new Migrate.Target("jdbc:" + database.url() + "_not_there", "dossier_owner", "a-secret-password");

        assertThat(Migrate.run(nowhere))
                .isInstanceOfSatisfying(
                        Migrate.Report.Failed.class,
                        failed -> assertThat(failed.detail()).isNotBlank().doesNotContain("a-secret-password"));
        assertThat(nowhere.toString()).doesNotContain("a-secret-password");
    }
}
