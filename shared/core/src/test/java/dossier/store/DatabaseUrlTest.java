package dossier.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    @Test
    void a_url_says_where_the_database_is_and_who_asks() {
        assertThat(DatabaseUrl.parse("postgresql://u%40x:p%3Aw+1@db.example:6543/ledger?sslmode=require"))
                .isEqualTo(new DatabaseUrl.Outcome.Read(new DatabaseUrl(
                        "db.example",
                        6543,
                        "ledger",
                        Optional.of("u@x"),
                        Optional.of("p:w+1"),
                        Map.of("sslmode", "require"))));
        assertThat(DatabaseUrl.parse("jdbc:postgresql://localhost/x"))
                .isEqualTo(new DatabaseUrl.Outcome.Read(
                        new DatabaseUrl("localhost", 5432, "x", Optional.empty(), Optional.empty(), Map.of())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "localhost",
                "mysql://host/db",
                "postgresql://",
                "postgresql://host",
                "postgresql://host/",
                "postgresql://host/a/b",
                "postgresql://host:0/db",
                "postgresql://host:65536/db",
                "postgresql://host:port/db",
                "postgresql://secret:secret@ho st/db",
                "postgresql://secret@host/db?options=-c%20x",
                "postgresql://secret@host/db?sslmode"
            })
    void a_malformed_url_is_told_without_repeating_it(String url) {
        assertThat(DatabaseUrl.parse(url))
                .isInstanceOfSatisfying(
                        DatabaseUrl.Outcome.Malformed.class,
                        bad -> assertThat(bad.detail())
                                .startsWith("The database URL is malformed: ")
                                .doesNotContain("secret"));
    }

    @Test
    void a_remote_database_is_reached_by_verified_tls_unless_said_otherwise() {
        assertThat(jdbc("postgresql://db.example/x")).contains("sslmode=verify-full", "DefaultJavaSSLFactory");
        assertThat(jdbc("postgresql://db.example/x?sslmode=require")).contains("sslmode=require");
        assertThat(jdbc("postgresql://127.0.0.1/x")).contains("sslmode=disable");
    }

    @Test
    void neither_password_nor_user_is_printed() {
        DatabaseUrl url = read("postgresql://user:secret@host/db");

        assertThat(url.toString()).isEqualTo("postgresql://host:5432/db");
        assertThat(PoolSettings.of(url, "role", () -> "secret", 1).toString()).doesNotContain("secret");
    }

    private static String jdbc(String url) {
        return PoolSettings.of(read(url), "role", () -> "", 1).jdbcUrl();
    }

    private static DatabaseUrl read(String url) {
        return ((DatabaseUrl.Outcome.Read) DatabaseUrl.parse(url)).url();
    }
}
