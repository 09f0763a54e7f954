package dev.redisatomic.testserver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The lines of a {@code redis.conf}, but for the port; of two about the same the last one counts.
 */
record ServerConfig(List<String> lines, boolean isSentinel) {

  /** Without these a server could not be found, or its log. */
  private static final Set<String> OURS = Set.of("bind", "daemonize", "logfile", "port");

  static ServerConfig server(String... extra) {
    return with(List.of("save \"\"", "appendonly no"), extra);
  }

  static ServerConfig sentinel() {
    return new ServerConfig(List.of(), true);
  }

  private static ServerConfig with(List<String> first, String... extra) {
    for (String line : extra) {
      if (OURS.contains(words(line)[0].toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException(
            "'" + line + "' cannot be configured: bind, daemonize, logfile and port are set here.");
      }
    }
    List<String> lines = new ArrayList<>(first);
    lines.addAll(Arrays.asList(extra));
    return new ServerConfig(List.copyOf(lines), false);
  }

  /** Whether the server is a node of a cluster, so has a second port. */
  boolean isClusterNode() {
    return last("cluster-enabled").filter(value -> value.equalsIgnoreCase("yes")).isPresent();
  }

  /** What the default user has to say. */
  Optional<String> password() {
    return last("requirepass")
        .map(value -> value.replaceAll("^\"(.*)\"$", "$1"))
        .filter(value -> !value.isEmpty());
  }

  private Optional<String> last(String name) {
    return lines.stream()
        .map(ServerConfig::words)
        .filter(words -> words.length > 1 && words[0].equalsIgnoreCase(name))
        .reduce((one, later) -> later)
        .map(words -> words[1]);
  }

  private static String[] words(String line) {
    return line.strip().split("\\s+", 2);
  }
}
