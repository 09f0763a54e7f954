package dev.redisatomic.testserver;

import java.nio.file.Path;
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

  /** The lines that are set here, because otherwise a server could not be found, or its log. */
  private static final Set<String> OURS = Set.of("bind", "daemonize", "logfile", "port");

  private static final List<String> KEEPING_NOTHING = List.of("save \"\"", "appendonly no");

  /**
   * The lines that a server without a plain port needs, because it cannot talk to others in plain
   * text.
   */
  private static final List<String> TLS_ONLY = List.of("tls-cluster yes", "tls-replication yes");

  static ServerConfig server(String... extra) {
    for (String line : extra) {
      if (OURS.contains(name(line)) && !isNoPlainPort(line)) {
        throw new IllegalArgumentException(
            "'" + line + "' cannot be configured: bind, daemonize, logfile and port are set here.");
      }
    }
    List<String> lines = new ArrayList<>(KEEPING_NOTHING);
    if (Arrays.stream(extra).anyMatch(ServerConfig::isNoPlainPort)) {
      lines.addAll(TLS_ONLY);
    }
    lines.addAll(Arrays.asList(extra));
    ServerConfig config = new ServerConfig(List.copyOf(lines), false);
    if (config.isTlsOnly() && config.certificate().isEmpty()) {
      throw new IllegalArgumentException("'port 0' needs a tls-cert-file as well.");
    }
    return config;
  }

  /** A Sentinel of such servers, which is reached, and reaches them, in the same way. */
  ServerConfig sentinel() {
    return new ServerConfig(
        isTlsOnly() ? lines.stream().filter(ServerConfig::isAboutPorts).toList() : List.of(), true);
  }

  private static boolean isAboutPorts(String line) {
    return isNoPlainPort(line) || name(line).startsWith("tls-");
  }

  private static boolean isNoPlainPort(String line) {
    return List.of(words(line)).equals(List.of("port", "0"));
  }

  /** Whether clients have to use TLS. */
  boolean isTlsOnly() {
    return lines.stream().anyMatch(ServerConfig::isNoPlainPort);
  }

  /** The line that opens the port for clients. */
  String open(int port) {
    return (isTlsOnly() ? "tls-port " : "port ") + port;
  }

  /** The certificate that the server shows to clients, if it has one. */
  Optional<Path> certificate() {
    return last("tls-cert-file").map(Path::of);
  }

  /** Whether the server is a node of a cluster, so has a second port. */
  boolean isClusterNode() {
    return last("cluster-enabled").filter(value -> value.equalsIgnoreCase("yes")).isPresent();
  }

  /** The password of the default user, if it has one. */
  Optional<String> password() {
    return last("requirepass").filter(value -> !value.isEmpty());
  }

  private Optional<String> last(String name) {
    return lines.stream()
        .map(ServerConfig::words)
        .filter(words -> words.length > 1 && words[0].equalsIgnoreCase(name))
        .reduce((one, later) -> later)
        .map(words -> words[1].replaceAll("^\"(.*)\"$", "$1"));
  }

  private static String name(String line) {
    return words(line)[0].toLowerCase(Locale.ROOT);
  }

  private static String[] words(String line) {
    return line.strip().split("\\s+", 2);
  }
}
