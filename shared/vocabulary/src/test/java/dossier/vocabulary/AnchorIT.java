package dossier.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import dossier.json.Json;
import dossier.proof.Anchor;
import dossier.proof.AnchorFolder;
import dossier.proof.AnchorKey;
import dossier.proof.Anchors;
import dossier.proof.Anchors.Taken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A past that was rewritten or cut off in order, all hashes recomputed, still differs from what was signed elsewhere. */
class AnchorIT extends OverDatabase {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    @TempDir
    Path folder = Path.of("");

    private Path key = Path.of("");
    private Anchors anchors = new Anchors(new AnchorFolder(folder), (message, signature) -> false);

    @BeforeEach
    void keys() throws IOException {
        key = folder.resolve("key/anchor.key");
        AnchorKey.makeIn(key);
        anchors =
                new Anchors(new AnchorFolder(folder.resolve("anchors")), AnchorKey.verifier(AnchorKey.publicHalf(key)));
    }

    private void versions(String caseId, int number) {
        Setting.done(setting.run("(case.create :case-id \"" + caseId + "\" :case-type \"ONBOARDING\")"));
        for (int i = 2; i <= number; i++) {
            Setting.done(setting.run("(case.update :case-id \"" + caseId + "\" :notes \"note " + i + "\")"));
        }
    }

    private Taken take(Instant time) throws IOException {
        return anchors.take(setting.heads(), time, AnchorKey.signer(key));
    }

    private Json.Object verify(String caseId) {
        return Setting.found(setting.reading(anchors).verify(Setting.ANN, caseId));
    }

    private void asSuperuser(String... statements) throws SQLException {
        try (Connection superuser = setting.database.asSuperuser();
                Statement sql = superuser.createStatement()) {
            sql.execute("SET session_replication_role = replica");
            for (String statement : statements) {
                sql.execute(statement);
            }
        }
    }

    @Test
    void a_newest_version_that_was_cut_off_is_noticed_and_nothing_is_anchored_over_it() throws Exception {
        versions("CUT-1", 3);
        assertThat(take(NOON)).isInstanceOf(Taken.Kept.class);
        assertThat(verify("CUT-1").bool("ok")).contains(true);
        assertThat(verify("CUT-1").object("anchored").flatMap(a -> a.integer("version")))
                .contains(3L);
        asSuperuser(
                "CREATE TABLE public.cut_head AS SELECT * FROM dossier.case_head WHERE case_id = 'CUT-1'",
                "CREATE TABLE public.cut_version AS SELECT * FROM dossier.case_version WHERE case_id = 'CUT-1' AND number = 3",
                "DELETE FROM dossier.case_version WHERE case_id = 'CUT-1' AND number = 3",
                "UPDATE dossier.case_head h SET version = 2, hash = (SELECT v.hash FROM dossier.case_version v"
                        + " WHERE v.case_id = 'CUT-1' AND v.number = 2) WHERE h.case_id = 'CUT-1'");

        assertThat(Setting.found(setting.reading().verify(Setting.ANN, "CUT-1")).bool("ok"))
                .as("without the anchor nobody would see it")
                .contains(true);
        Json.Object verdict = verify("CUT-1");
        assertThat(verdict.bool("ok")).contains(false);
        assertThat(verdict.object("firstBroken").flatMap(b -> b.integer("version")))
                .contains(3L);
        assertThat(take(NOON.plusSeconds(3600)))
                .isEqualTo(new Taken.Refused(java.util.List.of(new Anchor.Key("acme", "CUT-1"))));
        assertThat(verify("CUT-1").bool("ok")).as("the last good anchor stays").contains(false);
        asSuperuser(
                "INSERT INTO dossier.case_version SELECT * FROM public.cut_version",
                "UPDATE dossier.case_head h SET version = c.version, hash = c.hash FROM public.cut_head c"
                        + " WHERE h.case_id = c.case_id AND h.tenant_id = c.tenant_id");
        assertThat(take(NOON.plusSeconds(7200))).isInstanceOf(Taken.Kept.class);
    }

    @Test
    void a_head_with_another_hash_is_noticed_though_its_chain_holds() throws Exception {
        versions("RW-1", 2);
        Map<Anchor.Key, Anchor.Head> heads = new java.util.HashMap<>(setting.heads());
        heads.put(new Anchor.Key("acme", "RW-1"), new Anchor.Head(1, "f".repeat(64)));
        anchors.take(heads, NOON, AnchorKey.signer(key));

        Json.Object verdict = verify("RW-1");
        assertThat(verdict.object("firstBroken").flatMap(b -> b.integer("version")))
                .contains(1L);
        assertThat(verdict.object("firstBroken").flatMap(b -> b.text("field"))).contains("hash");
    }

    @Test
    void an_anchor_that_was_changed_or_signed_by_somebody_else_proves_nothing_and_is_said_so() throws Exception {
        versions("AN-1", 1);
        take(NOON);
        Path file;
        try (Stream<Path> files = Files.list(folder.resolve("anchors"))) {
            file = files.findFirst().orElseThrow();
        }
        String signed = Files.readString(file);
        Files.writeString(file, signed.replace("\"version\":1", "\"version\":9"));
        assertThat(verify("AN-1").object("firstBroken").flatMap(b -> b.text("field")))
                .contains("anchor");
        assertThat(take(NOON.plusSeconds(60))).isInstanceOf(Taken.Damaged.class);

        Path other = folder.resolve("other/anchor.key");
        AnchorKey.makeIn(other);
        Files.writeString(
                file,
                Anchor.read(signed, AnchorKey.verifier(AnchorKey.publicHalf(key)))
                        .orElseThrow()
                        .signed(AnchorKey.signer(other)));
        assertThat(verify("AN-1").object("firstBroken").flatMap(b -> b.text("field")))
                .contains("anchor");
    }

    @Test
    void a_case_younger_than_the_last_anchor_holds_by_itself() throws Exception {
        take(NOON);
        versions("YO-1", 1);

        assertThat(verify("YO-1").bool("ok")).contains(true);
        assertThat(verify("YO-1").has("anchored")).isFalse();
    }
}
