package dossier.bench;

import clojure.lang.EdnReader;
import clojure.lang.PersistentArrayMap;
import clojure.lang.RT;
import dossier.language.Limits;
import dossier.language.Parser;
import java.io.PushbackReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import us.bpsm.edn.parser.Parseable;
import us.bpsm.edn.parser.Parsers;

/** Reading from bytes to a tree, beside two readers of EDN on the same bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgs = "-Xmx768m")
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class ParserBenchmark {
    @Param({"57", "1024", "108544", "1048576"})
    public int bytes = 57;

    private byte[] shared = {};
    private byte[] full = {};

    @Setup
    public void texts() {
        shared = text(bytes, false);
        full = text(bytes, true);
        if (Parser.parse(shared, Limits.DEFAULT).hasErrors()
                || Parser.parse(full, Limits.DEFAULT).hasErrors()) {
            throw new IllegalStateException("A text that is refused says nothing about speed");
        }
        RT.init();
    }

    static byte[] text(int bytes, boolean full) {
        return bytes < 100 ? Texts.oneForm() : full ? Texts.full(bytes) : Texts.shared(bytes);
    }

    /** With positions of every node and all diagnostics. */
    @Benchmark
    public Object dossier() {
        return Parser.parse(shared, Limits.DEFAULT);
    }

    /** The whole language: units, references, text beyond ASCII. */
    @Benchmark
    public Object dossierFull() {
        return Parser.parse(full, Limits.DEFAULT);
    }

    @Benchmark
    public void ednJava(Blackhole hole) {
        us.bpsm.edn.parser.Parser parser = Parsers.newParser(Parsers.defaultConfiguration());
        Parseable text = Parsers.newParseable(new String(shared, StandardCharsets.UTF_8));
        Object value = parser.nextValue(text);
        while (!us.bpsm.edn.parser.Parser.END_OF_INPUT.equals(value)) {
            hole.consume(value);
            value = parser.nextValue(text);
        }
    }

    @Benchmark
    public void clojure(Blackhole hole) {
        PushbackReader text = new PushbackReader(new StringReader(new String(shared, StandardCharsets.UTF_8)));
        Object end = new Object();
        Object value = EdnReader.read(text, false, end, false, PersistentArrayMap.EMPTY);
        while (!end.equals(value)) {
            hole.consume(value);
            value = EdnReader.read(text, false, end, false, PersistentArrayMap.EMPTY);
        }
    }
}
