package dev.redisatomic.testserver;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The module stands alone: no Redis client, no test framework, nothing else of the library. */
class DependenciesTests {

  private static final JavaClasses MODULE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.redisatomic.testserver");

  @Test
  void onlyJavaIsNeeded() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "java..",
                "javax.net..",
                "org.jspecify.annotations",
                "redis.embedded.core",
                "dev.redisatomic.testserver"))
        .check(MODULE);
  }

  @Test
  void oneClassNamesTheOptionalDependency() {
    noClasses()
        .that()
        .doNotHaveSimpleName("EmbeddedServer")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("redis.embedded..")
        .check(MODULE);
  }
}
