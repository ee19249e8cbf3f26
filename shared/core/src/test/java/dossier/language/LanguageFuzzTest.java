package dossier.language;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Scanner, parser and printer under a fuzzer that looks for bytes which reach new code; {@code -Pfuzz} lets it search. */
class LanguageFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void any_bytes_end_in_a_document_that_reads_back_or_in_diagnostics(byte[] bytes) {
        HostileTextTest.check(bytes);
    }
}
