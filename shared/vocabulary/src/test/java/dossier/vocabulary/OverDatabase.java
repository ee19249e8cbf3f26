package dossier.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import dossier.pipeline.Policy;
import dossier.registry.RegistryLoader;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

/** Tests of the shipped vocabulary over one fresh database; each test has cases of its own in it. */
@Tag("integration")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OverDatabase {
    private static final int CONNECTIONS = 8;

    protected Setting setting;

    @BeforeAll
    void open() {
        setting = new Setting(RegistryLoader.shipped(), Policy.DEFAULT, CONNECTIONS);
    }

    /** Whatever a test executed follows from its documents alone. */
    @AfterAll
    void everything_that_was_executed_replays() throws SQLException {
        try (Setting used = setting) {
            assertThat(used.unlike()).isEmpty();
        }
    }
}
