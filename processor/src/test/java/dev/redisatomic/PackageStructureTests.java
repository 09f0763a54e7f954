package dev.redisatomic;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.redisatomic.annotation.Results;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which package may see what: a reader can follow a call from the aspect down to the socket. */
class PackageStructureTests {

  private static final String ROOT = "dev.redisatomic";
  private static final String ANNOTATION = ROOT + ".annotation";
  private static final String CONFIG = ROOT + ".config";
  private static final String INTERCEPTOR = ROOT + ".interceptor";
  private static final String ATTRIBUTE = ROOT + ".attribute";
  private static final String RULES = ROOT + ".rules";
  private static final String EXPRESSION = RULES + ".expression";
  private static final String TRANSACTION = ROOT + ".transaction";
  private static final String EXECUTION = ROOT + ".execution";
  private static final String ATTEMPT = ROOT + ".attempt";
  private static final String RESULT = ATTEMPT + ".result";
  private static final String CONTENTION = ROOT + ".contention";
  private static final String CONNECTION = ROOT + ".connection";
  private static final String ACTUATE = ROOT + ".actuate";
  private static final String OBSERVATION = ROOT + ".observation";
  private static final String COMMAND = ROOT + ".command";
  private static final String WIRE = ROOT + ".wire";
  private static final String DRIVER = ROOT + ".driver";

  /** A client, which its driver alone sees. */
  private enum Client {
    JEDIS("redis.clients..", "org.springframework.data.redis.connection.jedis.."),
    LETTUCE("io.lettuce..", "io.netty..", "org.springframework.data.redis.connection.lettuce..");

    private final String driver = DRIVER + "." + name().toLowerCase(Locale.ROOT);

    @SuppressWarnings("ImmutableEnumChecker") // nobody changes it
    private final String[] packages;

    Client(String... packages) {
      this.packages = packages;
    }
  }

  /** A module beside, on which the library's tests stand. */
  private static final String TEST_SERVER = ROOT + ".testserver";

  /** The value of an attribute, which is a setting elsewhere; everybody may see it. */
  private static final DescribedPredicate<JavaClass> SETTING = type(Results.class);

  private static final JavaClasses LIBRARY =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT)
          .that(resideOutsideOfPackage(TEST_SERVER));

  @Test
  void thePackagesAreTheOnesOfTheDesign() {
    List<String> drivers = Stream.of(Client.values()).map(client -> client.driver).toList();

    assertThat(LIBRARY.stream().map(JavaClass::getPackageName).distinct())
        .containsAll(drivers)
        .filteredOn(name -> !drivers.contains(name))
        .containsExactlyInAnyOrder(
            ROOT,
            ANNOTATION,
            CONFIG,
            OBSERVATION,
            ACTUATE,
            INTERCEPTOR,
            ATTRIBUTE,
            RULES,
            EXPRESSION,
            TRANSACTION,
            EXECUTION,
            ATTEMPT,
            RESULT,
            CONTENTION,
            CONNECTION,
            WIRE,
            COMMAND,
            DRIVER);
  }

  @Test
  void onlyTheInterceptorSeesAop() {
    noClasses()
        .that(resideInAPackage(ROOT + ".."))
        .and()
        .resideOutsideOfPackage(INTERCEPTOR)
        .should()
        .dependOnClassesThat(resideInAnyPackage("org.springframework.aop..", "org.aopalliance.."))
        .check(LIBRARY);
  }

  @Test
  void onlyTransactionsListenToTransactionManagers() {
    noClasses()
        .that()
        .resideOutsideOfPackage(TRANSACTION)
        .should()
        .dependOnClassesThat(
            nameMatching(
                "org\\.springframework\\.transaction"
                    + "\\.(TransactionExecutionListener|[A-Za-z]*TransactionManager)"))
        .check(LIBRARY);
  }

  @Test
  void onlyObservationsSeeMicrometer() {
    noClasses()
        .that()
        .resideOutsideOfPackage(OBSERVATION)
        .should()
        .dependOnClassesThat(resideInAPackage("io.micrometer.."))
        .check(LIBRARY);
  }

  @Test
  void onlyQueuedSeesJackson() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(ROOT + ".Queued")
        .should()
        .dependOnClassesThat(resideInAnyPackage("com.fasterxml.jackson..", "tools.jackson.."))
        .check(LIBRARY);
  }

  @Test
  void onlyAttributesSeeTheAnnotations() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ATTRIBUTE, ANNOTATION)
        .should()
        .dependOnClassesThat(resideInAPackage(ANNOTATION).and(not(SETTING)))
        .check(LIBRARY);
  }

  @ParameterizedTest
  @EnumSource
  void onlyItsDriverSeesAClient(Client client) {
    noClasses()
        .that()
        .resideOutsideOfPackage(client.driver)
        .should()
        .dependOnClassesThat(resideInAnyPackage(client.packages))
        .check(LIBRARY);
  }

  @ParameterizedTest
  @EnumSource
  void aDriverSeesNothingOfTheRootButTheExceptionThatRefusesAFactory(Client client) {
    noClasses()
        .that()
        .resideInAPackage(client.driver)
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT).and(not(equivalentTo(AtomicSetupException.class))))
        .check(LIBRARY);
  }

  @ParameterizedTest
  @EnumSource
  void nobodyNamesADriver(Client client) {
    noClasses()
        .that()
        .resideOutsideOfPackage(client.driver)
        .should()
        .dependOnClassesThat(resideInAPackage(client.driver))
        .check(LIBRARY);
  }

  @Test
  void whatUsersTouchDependsOnNothingElseInTheLibrary() {
    mayUse(ROOT);
  }

  @Test
  void dependenciesRunDownwards() {
    mayUse(COMMAND, ROOT);
    mayUse(DRIVER, ROOT, COMMAND);
    for (Client client : Client.values()) {
      mayUse(client.driver, ROOT, COMMAND, DRIVER);
    }
    mayUse(WIRE, ROOT, COMMAND, DRIVER);
    mayUse(CONNECTION, ROOT, COMMAND, DRIVER);
    mayUse(RESULT, COMMAND, DRIVER);
    mayUse(ATTEMPT, ROOT, COMMAND, DRIVER, CONNECTION, RESULT);
    mayUse(CONTENTION, COMMAND);
    mayUse(EXECUTION, ROOT, ATTEMPT, CONTENTION, CONNECTION, COMMAND, WIRE);
    mayUse(TRANSACTION, EXECUTION);
    mayUse(RULES);
    mayUse(EXPRESSION, RULES);
    mayUse(ATTRIBUTE, ROOT, ANNOTATION, COMMAND, RULES, EXPRESSION);
    mayUse(INTERCEPTOR, ROOT, ATTRIBUTE, EXECUTION, COMMAND);
    mayUse(ACTUATE, ROOT, CONFIG, EXECUTION);
    mayUse(OBSERVATION, ROOT, EXECUTION);
    mayUse(
        CONFIG,
        ROOT,
        INTERCEPTOR,
        ATTRIBUTE,
        TRANSACTION,
        EXECUTION,
        ATTEMPT,
        CONTENTION,
        CONNECTION,
        DRIVER);
  }

  /**
   * Few others do: an attempt gives the body's templates its view, a look at the wire is a driver
   * in front of a driver, and a result that holds the connection's type becomes that of the
   * template.
   */
  @Test
  void springDatasConnectionsAreSeenByConnectionAndDriversAndThoseWhoHandThemOn() {
    noClasses()
        .that()
        .resideOutsideOfPackages(CONNECTION, DRIVER + "..")
        .and(not(nameMatching(Pattern.quote(ATTEMPT) + "\\.(Attempt|TemplateResult)")))
        .and(not(nameMatching(Pattern.quote(WIRE) + "\\.WireLog(\\$.*)?")))
        .should()
        .dependOnClassesThat(
            nameMatching(
                "org\\.springframework\\.data\\.redis\\.connection"
                    + "\\.(?!RedisConnectionFactory)[A-Za-z.]+"))
        .check(LIBRARY);
  }

  @Test
  void thereAreNoCycles() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(LIBRARY);
    slices().matching("dev.(redisatomic).(*)..").should().beFreeOfCycles().check(LIBRARY);
  }

  @Test
  void theAnnotationsNeedNothingButJava() {
    classes()
        .that()
        .resideInAPackage(ANNOTATION)
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage("java..", ANNOTATION))
        .check(LIBRARY);
  }

  @Test
  void theRulesNeedNothingButJavaAndForExpressionsSpring() {
    classes()
        .that()
        .resideInAPackage(RULES)
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", RULES))
        .check(LIBRARY);
    classes()
        .that()
        .resideInAPackage(EXPRESSION)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "java..", "org.jspecify..", "org.springframework.expression..", RULES, EXPRESSION))
        .check(LIBRARY);
  }

  @Test
  void bootIsSeenWhereItIsAddressedAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ACTUATE)
        .and()
        .doNotHaveSimpleName("RedisAtomicAutoConfiguration")
        .and()
        .doNotHaveSimpleName("AtomicSetupFailureAnalyzer")
        .should()
        .dependOnClassesThat(resideInAPackage("org.springframework.boot.."))
        .check(LIBRARY);
  }

  /** A package may use itself, the packages named, and anything outside the library. */
  private static void mayUse(String user, String... used) {
    DescribedPredicate<JavaClass> others =
        resideInAPackage(ROOT + "..")
            .and(not(resideInAPackage(user)))
            .and(not(SETTING))
            .and(not(resideInAnyPackage(used)));
    noClasses()
        .that()
        .resideInAPackage(user)
        .should()
        .dependOnClassesThat(others.as("reside in other packages than %s", String.join(", ", used)))
        .check(LIBRARY);
  }
}
