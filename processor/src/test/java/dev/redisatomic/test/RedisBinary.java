package dev.redisatomic.test;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;

/**
 * An executable redis-server or valkey-server and where it comes from, because those that tests use
 * differ in version.
 *
 * @param origin "embedded" or "PATH"
 * @param advice what to do where it does not start
 */
public record RedisBinary(String origin, Path executable, String advice) {

  private static final String EMBEDDED_ADVICE =
      """
      The tests need the redis-server inside com.github.codemonstur:embedded-redis. It runs on Linux \
      with glibc (x64, ARM64), macOS and Windows. On Linux x64 it needs OpenSSL 3: install libssl3 \
      (Debian, Ubuntu) or openssl-libs (Fedora, RHEL); on macOS: brew install openssl@3.""";

  private static final String PATH_ADVICE =
      "The tests also run on the redis-server and the valkey-server of the PATH: repair it, or take"
          + " it off the PATH.";

  private static final List<String> NAMES =
      List.of("redis-server", "redis-server.exe", "valkey-server");

  private static @Nullable RedisBinary embedded;

  /** The one inside the embedded-redis jar: every machine has it. */
  public static synchronized RedisBinary embedded() {
    if (embedded == null) {
      embedded = new RedisBinary("embedded", extract(), EMBEDDED_ADVICE);
    }
    return embedded;
  }

  /**
   * The newest that there is, as far as can be told: what is installed, or else the embedded one.
   */
  public static RedisBinary newest() {
    return onPath().stream().findFirst().orElseGet(RedisBinary::embedded);
  }

  /** The ones that the machine has installed, a Redis and a Valkey, in the order of the PATH. */
  public static List<RedisBinary> onPath() {
    return onPath(Optional.ofNullable(System.getenv("PATH")).orElse(""));
  }

  static List<RedisBinary> onPath(String path) {
    Map<String, Path> first = new LinkedHashMap<>();
    Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(path)
        .filter(directory -> !directory.isEmpty())
        .map(Path::of)
        .flatMap(directory -> NAMES.stream().map(directory::resolve))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .forEach(file -> first.putIfAbsent(product(file), file));
    return first.values().stream().map(file -> new RedisBinary("PATH", file, PATH_ADVICE)).toList();
  }

  /** By the file behind the name: packages of Valkey bring links with the names of Redis. */
  private static String product(Path file) {
    try {
      return file.toRealPath().getFileName().toString().startsWith("valkey") ? "Valkey" : "Redis";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path extract() {
    try {
      return ExecutableProvider.newJarResourceProvider().get().toPath();
    } catch (IOException | RuntimeException e) {
      throw new IllegalStateException(
          "The embedded redis-server has no executable for this machine. " + EMBEDDED_ADVICE, e);
    }
  }
}
