package dev.redisatomic;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What applications may use is what {@code docs/api.md} says, and it can be used without more. */
class PublicApiTests {

  private static final Path DOCUMENT = Path.of("../docs/api.md");

  /** Packages, and one class. */
  private static final Set<String> FOR_APPLICATIONS =
      Set.of(
          "dev.redisatomic.annotation",
          "dev.redisatomic",
          "dev.redisatomic.config.EnableRedisAtomic",
          "dev.redisatomic.observation",
          "dev.redisatomic.testserver");

  /** Of a module that stands on this one; its own tests look at what it shows. */
  private static final String TEST_KIT = "dev.redisatomic.testing";

  private static final Set<String> FOR_DRIVERS =
      Set.of("dev.redisatomic.driver", "dev.redisatomic.command");

  private static final JavaClasses LIBRARY =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.redisatomic");

  @Test
  void theDocumentListsIt() throws IOException {
    String text = Files.readString(DOCUMENT);
    int drivers = text.indexOf("| For drivers");

    Set<String> forApplications = new TreeSet<>(FOR_APPLICATIONS);
    forApplications.add(TEST_KIT);

    assertThat(listed(text.substring(0, drivers)))
        .containsExactlyInAnyOrderElementsOf(forApplications);
    assertThat(listed(text.substring(drivers))).containsExactlyInAnyOrderElementsOf(FOR_DRIVERS);
  }

  private static List<String> listed(String text) {
    return found("(?m)^\\| `([\\w.]+)` \\|", text);
  }

  @Test
  void eachEntryHasSomethingPublic() {
    Stream.concat(FOR_APPLICATIONS.stream(), FOR_DRIVERS.stream())
        .forEach(
            entry ->
                assertThat(LIBRARY.stream().filter(type -> isIn(type, Set.of(entry))))
                    .as(entry)
                    .isNotEmpty());
  }

  @Test
  void noSignatureNamesAnythingElseOfTheLibrary() {
    assertThat(strangers(FOR_APPLICATIONS, FOR_APPLICATIONS)).isEmpty();
    Set<String> all = new TreeSet<>(FOR_APPLICATIONS);
    all.addAll(FOR_DRIVERS);
    assertThat(strangers(FOR_DRIVERS, all)).isEmpty();
  }

  /** The rule above must be able to fail: the packages of the library itself break it. */
  @Test
  void aSignatureThatNamesAnotherPackageIsFound() {
    Set<String> execution = Set.of("dev.redisatomic.execution");

    assertThat(strangers(execution, execution)).anyMatch(line -> line.contains(".attempt."));
  }

  @Test
  void theSampleAndTheReadmeUseNothingElse() throws IOException {
    List<String> used = new ArrayList<>();
    for (String folder :
        List.of(
            "../sample-app/src",
            "src/test/java/dev/redisatomic/readme",
            "src/test/java/dev/redisatomic/recipes")) {
      for (Path file : sources(Path.of(folder))) {
        used.addAll(found("(?m)^import (dev\\.redisatomic\\.[\\w.]+);", Files.readString(file)));
      }
    }
    // the packages of the sample and of the tests begin alike
    used.retainAll(LIBRARY.stream().map(PublicApiTests::importName).collect(toSet()));

    assertThat(used)
        .contains("dev.redisatomic.annotation.RedisAtomic")
        .isSubsetOf(
            LIBRARY.stream()
                .filter(type -> isIn(type, FOR_APPLICATIONS))
                .map(PublicApiTests::importName)
                .collect(toSet()));
  }

  private static String importName(JavaClass type) {
    return type.getName().replace('$', '.');
  }

  /** Otherwise the library could not be used on a module path. */
  @Test
  void noPackageIsInTwoJars() {
    Map<String, Set<String>> places =
        LIBRARY.stream()
            .collect(
                groupingBy(JavaClass::getPackageName, mapping(PublicApiTests::placeOf, toSet())));

    assertThat(places).isNotEmpty().allSatisfy((name, jars) -> assertThat(jars).hasSize(1));
  }

  private static String placeOf(JavaClass type) {
    String uri = type.getSource().orElseThrow().getUri().toString();
    return uri.substring(0, uri.length() - type.getName().length() - ".class".length());
  }

  private static Set<String> strangers(Set<String> api, Set<String> known) {
    Set<String> strangers = new TreeSet<>();
    for (JavaClass type : LIBRARY) {
      if (isIn(type, api)) {
        mentions(type)
            .filter(mentioned -> mentioned.getPackageName().startsWith("dev.redisatomic"))
            .filter(mentioned -> !isIn(mentioned, known))
            .forEach(mentioned -> strangers.add(type.getName() + ": " + mentioned.getName()));
      }
    }
    return strangers;
  }

  /** All types in what a user of the type can see of it. */
  private static Stream<JavaClass> mentions(JavaClass type) {
    Stream<JavaClass> parents =
        Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream())
            .flatMap(parent -> parent.getAllInvolvedRawTypes().stream());
    Stream<JavaClass> parameters =
        type.getTypeParameters().stream()
            .flatMap(parameter -> parameter.getAllInvolvedRawTypes().stream());
    Stream<JavaClass> members =
        type.getMembers().stream()
            .filter(PublicApiTests::isVisible)
            .flatMap(PublicApiTests::mentions);
    return Stream.of(parents, parameters, members)
        .flatMap(types -> types)
        .map(JavaClass::getBaseComponentType);
  }

  private static Stream<JavaClass> mentions(JavaMember member) {
    if (member instanceof JavaCodeUnit unit) {
      return Stream.concat(
          unit.getAllInvolvedRawTypes().stream(), unit.getExceptionTypes().stream());
    }
    return ((JavaField) member).getAllInvolvedRawTypes().stream();
  }

  private static boolean isVisible(JavaMember member) {
    return member.getModifiers().contains(JavaModifier.PUBLIC)
        || member.getModifiers().contains(JavaModifier.PROTECTED);
  }

  private static boolean isIn(JavaClass type, Set<String> api) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && (api.contains(type.getPackageName()) || api.contains(type.getName()));
  }

  private static List<Path> sources(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static List<String> found(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(PublicApiTests::group).toList();
  }

  private static String group(MatchResult found) {
    return found.group(1);
  }
}
