package dev.redisatomic.test;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;

/**
 * An executable redis-server and where it comes from, because the two that tests use differ in
 * version.
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
      "The tests also run on the redis-server of the PATH: repair it, or take it off the PATH.";

  private static @Nullable RedisBinary embedded;

  /** The one inside the embedded-redis jar: every machine has it. */
  public static synchronized RedisBinary embedded() {
    if (embedded == null) {
      embedded = new RedisBinary("embedded", extract(), EMBEDDED_ADVICE);
    }
    return embedded;
  }

  /** The one that the machine has installed, if any. */
  public static Optional<RedisBinary> onPath() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(path)
        .filter(directory -> !directory.isEmpty())
        .map(Path::of)
        .flatMap(
            directory ->
                Stream.of("redis-server", "redis-server.exe").map(name -> directory.resolve(name)))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst()
        .map(file -> new RedisBinary("PATH", file, PATH_ADVICE));
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
