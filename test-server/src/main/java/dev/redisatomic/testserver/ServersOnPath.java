package dev.redisatomic.testserver;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Looks for programs in the directories of a PATH. */
final class ServersOnPath {

  private static final List<String> NAMES =
      List.of("redis-server", "redis-server.exe", "valkey-server");

  private ServersOnPath() {}

  /** Finds the first Redis and the first Valkey, in the order of the directories. */
  static List<Path> in(String path) {
    Map<String, Path> first = new LinkedHashMap<>();
    Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(path)
        .filter(directory -> !directory.isEmpty())
        .map(Path::of)
        .flatMap(directory -> NAMES.stream().map(directory::resolve))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .forEach(file -> first.putIfAbsent(product(file), file));
    return List.copyOf(first.values());
  }

  /**
   * Tells the product by the file behind the name: packages of Valkey bring links with the names of
   * Redis.
   */
  static String product(Path file) {
    Path real = file;
    try {
      real = file.toRealPath();
    } catch (IOException e) {
      // then the name has to do
    }
    return String.valueOf(real.getFileName()).startsWith("valkey") ? Version.VALKEY : Version.REDIS;
  }
}
