package dossier;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Each package knows only those before it: language, json, registry, pipeline, store; ownership stands apart. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dossier");

    private static final String[] DATABASE = {"java.sql..", "javax.sql..", "org.postgresql..", "com.zaxxer.."};

    @Test
    void the_language_knows_nothing_but_java() {
        classes()
                .that()
                .resideInAPackage("dossier.language")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dossier.language", "java..", "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void json_knows_nothing_of_the_rest() {
        noClasses()
                .that()
                .resideInAPackage("dossier.json..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dossier.language..",
                        "dossier.registry..",
                        "dossier.pipeline..",
                        "dossier.store..",
                        "dossier.ownership..")
                .check(CLASSES);
    }

    @Test
    void documents_as_json_know_only_language_and_json() {
        classes()
                .that()
                .resideInAPackage("dossier.language.json")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dossier.language..", "dossier.json", "java..", "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void the_registry_knows_nothing_of_pipeline_store_and_database() {
        noClasses()
                .that()
                .resideInAPackage("dossier.registry..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(and(DATABASE, "dossier.pipeline..", "dossier.store..", "dossier.ownership.."))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void the_pipeline_knows_nothing_of_store_and_database() {
        noClasses()
                .that()
                .resideInAPackage("dossier.pipeline..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(and(DATABASE, "dossier.store.."))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void ownership_knows_only_language_and_json() {
        classes()
                .that()
                .resideInAPackage("dossier.ownership..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dossier.ownership..", "dossier.language..", "dossier.json", "java..", "org.jspecify..")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void nothing_here_knows_of_aws() {
        noClasses()
                .that()
                .resideInAPackage("dossier..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.amazonaws..", "software.amazon..")
                .check(CLASSES);
    }

    @Test
    void packages_form_no_cycle() {
        slices().matching("dossier.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    private static String[] and(String[] some, String... more) {
        String[] all = java.util.Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }
}
