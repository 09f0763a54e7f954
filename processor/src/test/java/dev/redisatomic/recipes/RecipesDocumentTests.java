package dev.redisatomic.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Nothing is shown to be sent that no test has compared with what is sent. */
class RecipesDocumentTests {

  private static final Path TESTS = Path.of("src/test/java/dev/redisatomic/recipes");

  @Test
  void everyWireIsCompared() throws IOException {
    String tests =
        Files.readString(TESTS.resolve("RecipesTests.java"))
            + Files.readString(TESTS.resolve("RecipeConflictsTests.java"))
            + Files.readString(TESTS.resolve("MigrationTests.java"));

    assertThat(Recipes.sections()).contains("Funds transfer", "JSON documents");
    assertThat(Recipes.sections())
        .allSatisfy(
            section ->
                assertThat(IntStream.range(0, Recipes.wires(section).size()))
                    .allSatisfy(
                        block ->
                            assertThat(tests)
                                .contains("assertWire(\"" + section + "\", " + block + ")")));
  }
}
