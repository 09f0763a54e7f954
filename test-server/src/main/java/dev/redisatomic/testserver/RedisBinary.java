package dev.redisatomic.testserver;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An executable redis-server or valkey-server that runs on this machine and is new enough: version
 * 6.2 or newer. Two of them are equal if they are the same file.
 */
public final class RedisBinary {

  private static final String WHAT_TO_DO =
      """

      Do one of these:
       - install Redis or Valkey, so that redis-server is on the PATH (Debian, Ubuntu: apt install \
      redis-server; macOS: brew install redis);
       - add the dependency com.github.codemonstur:embedded-redis, which carries a redis-server for \
      Linux with glibc and for macOS;
       - name the program: RedisBinary.at(path).""";

  private static @Nullable RedisBinary embedded;

  private final String origin;
  private final Path executable;
  private final Version version;

  private RedisBinary(String origin, Path executable, Version version) {
    this.origin = origin;
    this.executable = executable;
    this.version = version;
  }

  /**
   * Finds the program to run where none is named: the first redis-server or valkey-server on the
   * PATH that is new enough, or else the one that embedded-redis carries.
   *
   * @throws NoRedisServerException if there is neither
   */
  public static RedisBinary find() {
    return find(path());
  }

  static RedisBinary find(String path) {
    List<String> failures = new ArrayList<>();
    List<Path> files = ServersOnPath.in(path);
    if (files.isEmpty()) {
      failures.add("There is no redis-server and no valkey-server on the PATH.");
    }
    List<Supplier<RedisBinary>> candidates = new ArrayList<>();
    files.forEach(file -> candidates.add(() -> onPath(file)));
    candidates.add(RedisBinary::embedded);
    for (Supplier<RedisBinary> candidate : candidates) {
      try {
        return candidate.get();
      } catch (NoRedisServerException e) {
        failures.add(String.valueOf(e.getMessage()));
      }
    }
    throw new NoRedisServerException(
        "No redis-server can be used.\n - " + String.join("\n - ", failures) + WHAT_TO_DO);
  }

  /**
   * Unpacks the program that the dependency {@code com.github.codemonstur:embedded-redis} carries
   * for this machine: once per JVM, into the directory for temporary files, until the JVM ends.
   *
   * @throws NoRedisServerException if the dependency is missing, if it carries none for this
   *     machine, or one that is too old or does not run
   */
  public static synchronized RedisBinary embedded() {
    if (embedded == null) {
      embedded = of("embedded", EmbeddedServer.unpack(), EmbeddedServer.ADVICE);
    }
    return embedded;
  }

  /**
   * Finds what is installed: the first Redis and the first Valkey on the PATH, in its order.
   *
   * @return at most one of each; none if none is installed
   * @throws NoRedisServerException if one of them is too old or does not run
   */
  public static List<RedisBinary> onPath() {
    return onPath(path());
  }

  static List<RedisBinary> onPath(String path) {
    return ServersOnPath.in(path).stream().map(RedisBinary::onPath).toList();
  }

  private static RedisBinary onPath(Path file) {
    return of("PATH", file, "Update or repair it, or take it off the PATH.");
  }

  private static String path() {
    return Optional.ofNullable(System.getenv("PATH")).orElse("");
  }

  /**
   * Takes the program that the caller names.
   *
   * @throws NoRedisServerException if it is no redis-server or valkey-server that runs, or one that
   *     is too old
   */
  public static RedisBinary at(Path executable) {
    return of("named", executable, "Name another one.");
  }

  private static RedisBinary of(String origin, Path executable, String advice) {
    Version version = VersionQuestion.ask(executable, advice);
    if (version.isTooOld()) {
      throw new NoRedisServerException(
          "%s is too old: %s %s, where %s or newer is needed. %s"
              .formatted(executable, version.product(), version.number(), Version.OLDEST, advice));
    }
    return new RedisBinary(origin, executable, version);
  }

  /** Returns the file that is run. */
  public Path executable() {
    return executable;
  }

  /** Returns the version of the program, such as "7.0.15" or "Valkey 9.1.2". */
  public String version() {
    return version.toString();
  }

  /** Whether this is the program that embedded-redis carries. */
  public boolean isEmbedded() {
    return origin.equals("embedded");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RedisBinary binary && executable.equals(binary.executable);
  }

  @Override
  public int hashCode() {
    return executable.hashCode();
  }

  /** The text is made of where the program comes from and its version: "PATH 7.0.15". */
  @Override
  public String toString() {
    return origin + " " + version;
  }
}
