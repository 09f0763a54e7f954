package dev.redisatomic.testserver;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisBinaryTests {

  private static final String REDIS_7 = "Redis server v=7.0.15 sha=00000000:0 bits=64";
  private static final String REDIS_5 = "Redis server v=5.0.14.1 sha=00000000:0 bits=64";

  private final Path directory;

  RedisBinaryTests(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void theFirstOneOnThePathThatIsNewEnoughIsPreferred() throws IOException {
    Programs.saying(REDIS_5, directory.resolve("a"), "redis-server");
    Path valkey = Programs.saying("Valkey server v=9.1.2", directory.resolve("b"), "valkey-server");

    RedisBinary found = RedisBinary.find(path("none", "a", "b"));

    assertThat(found.executable()).isEqualTo(valkey);
    assertThat(found.version()).isEqualTo("Valkey 9.1.2");
    assertThat(found.isEmbedded()).isFalse();
    assertThat(found).hasToString("PATH Valkey 9.1.2");
  }

  @Test
  void theEmbeddedOneIsTakenWhereThePathHasNoneThatWillDo() throws IOException {
    Programs.saying(REDIS_5, directory.resolve("a"), "redis-server");

    assertThat(RedisBinary.find(path("a"))).isEqualTo(RedisBinary.embedded());
    assertThat(RedisBinary.find("")).isEqualTo(RedisBinary.embedded());
  }

  private String path(String... names) {
    return Stream.of(names)
        .map(name -> directory.resolve(name).toString())
        .collect(joining(File.pathSeparator));
  }

  @Test
  void theEmbeddedOneIsUnpackedOnceAndKnowsItsVersion() {
    RedisBinary embedded = RedisBinary.embedded();

    assertThat(embedded).isSameAs(RedisBinary.embedded());
    assertThat(embedded.isEmbedded()).isTrue();
    assertThat(embedded.executable()).isExecutable();
    assertThat(embedded.version()).matches("\\d+\\.\\d+\\.\\d+");
    assertThat(embedded).hasToString("embedded " + embedded.version());
  }

  @Test
  void aRedisAndAValkeyAreInstalledTheFirstOfEach() throws IOException {
    // packages of Valkey bring links with the names of Redis; up to 7.2 it did not say its name
    Path valkey = Programs.saying("Server v=7.2.5", directory.resolve("a"), "valkey-server");
    Files.createSymbolicLink(directory.resolve("a/redis-server"), valkey);
    Path redis = Programs.saying(REDIS_7, directory.resolve("b"), "redis-server");
    Programs.saying(REDIS_7, directory.resolve("c"), "redis-server");
    Programs.saying("Server v=7.2.6", directory.resolve("c"), "valkey-server");

    List<RedisBinary> found = RedisBinary.onPath(path("a", "b", "c", "none"));

    assertThat(found).extracting(RedisBinary::version).containsExactly("Valkey 7.2.5", "7.0.15");
    assertThat(found.get(0).executable().toRealPath()).isEqualTo(valkey.toRealPath());
    assertThat(found.get(1).executable()).isEqualTo(redis);
    assertThat(RedisBinary.onPath(path("none"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "5.0.14.1, true",
    "6.0.20, true",
    "6.1.240, true",
    "6.2.0, false",
    "7.0.15, false",
    "10.0.1, false",
    "255.255.255, false"
  })
  void whatIsOlderThan62IsRefused(String version, boolean refused) throws IOException {
    Path file = Programs.saying("Redis server v=" + version + " sha=0", directory, "redis-server");

    if (refused) {
      assertThatExceptionOfType(NoRedisServerException.class)
          .isThrownBy(() -> RedisBinary.at(file))
          .withMessageContaining(file + " is too old: Redis " + version)
          .withMessageContaining("6.2 or newer")
          .withMessageContaining("Name another one.");
      assertThatExceptionOfType(NoRedisServerException.class)
          .isThrownBy(() -> RedisBinary.onPath(directory.toString()))
          .withMessageContaining("take it off the PATH");
    } else {
      assertThat(RedisBinary.at(file).version()).isEqualTo(version);
    }
  }

  @Test
  void whatIsNoServerIsRefusedWithWhatItSays() throws IOException {
    Path file =
        Programs.script("echo libssl.so.3 is missing >&2; exit 127", directory, "redis-server");

    assertThatExceptionOfType(NoRedisServerException.class)
        .isThrownBy(() -> RedisBinary.at(file))
        .withMessageContaining("no redis-server that runs here")
        .withMessageContaining("libssl.so.3 is missing");
  }

  @Test
  void whatIsNotThereIsRefused() {
    assertThatExceptionOfType(NoRedisServerException.class)
        .isThrownBy(() -> RedisBinary.at(directory.resolve("redis-server")))
        .withMessageContaining("could not be run");
  }

  @Test
  void binariesAreEqualIfTheyAreTheSameFile() throws IOException {
    Path one = Programs.saying(REDIS_7, directory, "redis-server");
    Path other = Programs.saying(REDIS_7, directory, "another");

    assertThat(RedisBinary.at(one))
        .isEqualTo(RedisBinary.at(one))
        .hasSameHashCodeAs(RedisBinary.at(one))
        .isNotEqualTo(RedisBinary.at(other));
  }
}
