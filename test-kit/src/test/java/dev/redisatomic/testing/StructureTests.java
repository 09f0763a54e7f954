package dev.redisatomic.testing;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.redisatomic.attribute.AtomicAnnotations;
import dev.redisatomic.config.AtomicMethodReports;
import dev.redisatomic.wire.Printable;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the kit sees of the library, and what its users see of it. */
class StructureTests {

  private static final JavaClasses KIT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.redisatomic.testing");

  private static final Set<String> SEEN_IN_SIGNATURES =
      Set.of("dev.redisatomic", "dev.redisatomic.testing");

  @Test
  void itStandsOnThePortAndOnThreeOtherClasses() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.redisatomic..")
                .and(
                    not(
                        resideInAnyPackage(
                            "dev.redisatomic",
                            "dev.redisatomic.testing",
                            "dev.redisatomic.testserver",
                            "dev.redisatomic.driver",
                            "dev.redisatomic.command")))
                .and(
                    not(
                        belongToAnyOf(
                            AtomicAnnotations.class, AtomicMethodReports.class, Printable.class))))
        .check(KIT);
  }

  @Test
  void noDriverIsNamed() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("redis.clients..", "io.lettuce..", "dev.redisatomic.driver.*"))
        .check(KIT);
  }

  @Test
  void bootIsSeenWhereItIsAddressed() {
    noClasses()
        .that()
        .doNotHaveSimpleName("EmbeddedConnectionDetails")
        .and()
        .doNotHaveSimpleName("OneSentinel")
        .and()
        .doNotHaveSimpleName("AutoConfigureRedisAtomic")
        .should()
        .dependOnClassesThat(resideInAPackage("org.springframework.boot.."))
        .check(KIT);
  }

  @Test
  void usersSeeNothingOfTheLibrarysOwn() {
    Stream<String> seen =
        KIT.stream()
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .flatMap(type -> type.getMethods().stream())
            .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
            .flatMap(method -> method.getAllInvolvedRawTypes().stream())
            .map(JavaClass::getPackageName)
            .filter(name -> name.startsWith("dev.redisatomic"))
            .distinct();

    assertThat(seen).containsExactlyInAnyOrderElementsOf(SEEN_IN_SIGNATURES);
  }
}
