package dev.redisatomic.command;

import static java.util.stream.Collectors.joining;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Prints the library's table of commands from what running servers answer to {@code COMMAND}. Needs
 * nothing but a JDK, and servers from version 7:
 *
 * <pre>{@code
 * java processor/src/test/java/dev/redisatomic/command/CommandTableGenerator.java 6379 6380 \
 *     > processor/src/main/resources/dev/redisatomic/command/commands.txt
 * }</pre>
 *
 * <p>The arguments are ports on this machine, the newest server last. Where servers differ, the
 * table has the stricter: a command that one of them calls a write is a write, one that may wait
 * somewhere may wait, and a key that one of them changes is changed. Differences are printed to
 * {@code System.err}, to be looked at.
 */
@SuppressWarnings("NullAway") // a single file without dependencies cannot say what may be null
public final class CommandTableGenerator {

  private static final Set<String> RESTRICTIONS = Set.of("write", "blocking", "admin", "no_multi");

  private final Map<String, Row> rows = new TreeMap<>();

  private CommandTableGenerator() {}

  /** What is known so far about one command. */
  private static final class Row {
    private final Set<String> flags = new TreeSet<>();
    private final Map<String, String> keys = new LinkedHashMap<>();
    private boolean isReadOnly = true;
    private boolean isKnown;

    void add(String name, Set<String> serverFlags, Map<String, String> serverKeys) {
      Set<String> restrictions = new TreeSet<>(serverFlags);
      restrictions.retainAll(RESTRICTIONS);
      if (isKnown
          && (!flags.equals(restrictions)
              || isReadOnly != serverFlags.contains("readonly")
              || !keys.equals(serverKeys))) {
        System.err.printf(
            "%s: %s %s here, %s %s before%n", name, serverFlags, serverKeys, flags, keys);
      }
      isKnown = true;
      flags.addAll(restrictions);
      isReadOnly &= serverFlags.contains("readonly");
      serverKeys.forEach((place, use) -> keys.merge(place, use, Row::stricter));
    }

    private static String stricter(String use, String other) {
      return use.equals("write") ? use : other;
    }

    @Override
    public String toString() {
      Set<String> all = new TreeSet<>(flags);
      if (isReadOnly && !flags.contains("write")) {
        all.add("readonly");
      }
      return (all.isEmpty() ? "-" : String.join(",", all))
          + keys.entrySet().stream()
              .map(key -> " | " + key.getValue() + " " + key.getKey())
              .collect(joining());
    }
  }

  /**
   * Prints the table.
   *
   * @param ports where the servers listen
   * @throws IOException if one of them cannot be asked
   */
  public static void main(String[] ports) throws IOException {
    CommandTableGenerator table = new CommandTableGenerator();
    List<String> versions = new ArrayList<>();
    for (String port : ports) {
      try (Server server = new Server(Integer.parseInt(port))) {
        versions.add(server.version());
        for (Object command : (List<?>) server.ask("COMMAND")) {
          table.add((List<?>) command);
        }
      }
    }
    System.out.println("# Made by CommandTableGenerator from the replies to COMMAND of");
    System.out.println("# " + String.join(", ", versions) + ".");
    System.out.println("# name, flags, and after each | where keys are, as key specifications say");
    table.rows.forEach((name, row) -> System.out.println(name + " " + row));
  }

  private void add(List<?> command) {
    List<?> subcommands = (List<?>) command.get(9);
    if (subcommands.isEmpty()) {
      String name = String.valueOf(command.get(0)).toUpperCase(Locale.ROOT);
      Set<String> flags = new TreeSet<>();
      ((List<?>) command.get(2)).forEach(flag -> flags.add(String.valueOf(flag)));
      Map<String, String> keys = new LinkedHashMap<>();
      for (Object specification : (List<?>) command.get(8)) {
        addKey(map(specification), keys);
      }
      rows.computeIfAbsent(name, key -> new Row()).add(name, flags, keys);
    } else {
      subcommands.forEach(subcommand -> add((List<?>) subcommand));
    }
  }

  /** Keys that depend on the data, or on options anywhere, have no places; the code has them. */
  private static void addKey(Map<String, Object> specification, Map<String, String> keys) {
    List<?> flags = (List<?>) specification.get("flags");
    Map<String, Object> begin = map(specification.get("begin_search"));
    Map<String, Object> find = map(specification.get("find_keys"));
    if (begin.get("type").equals("unknown") || find.get("type").equals("unknown")) {
      return;
    }
    String place = begin.get("type") + values(begin) + " " + find.get("type") + values(find);
    String use = flags.contains("RO") ? "read" : "write";
    keys.put(place, flags.contains("not_key") ? "channel" : use);
  }

  private static String values(Map<String, Object> part) {
    return map(part.get("spec")).values().stream().map(value -> " " + value).collect(joining());
  }

  private static Map<String, Object> map(Object flat) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (Iterator<?> words = ((List<?>) flat).iterator(); words.hasNext(); ) {
      map.put(String.valueOf(words.next()), words.next());
    }
    return map;
  }

  /** A connection with as much of RESP2 as is needed here. */
  private static final class Server implements AutoCloseable {

    private final Socket socket;
    private final DataInputStream replies;

    Server(int port) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      replies = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    String version() throws IOException {
      String info = String.valueOf(ask("INFO"));
      String valkey = field(info, "valkey_version");
      return valkey == null ? "Redis " + field(info, "redis_version") : "Valkey " + valkey;
    }

    private static String field(String info, String name) {
      return info.lines()
          .filter(line -> line.startsWith(name + ":"))
          .map(line -> line.substring(name.length() + 1))
          .findFirst()
          .orElse(null);
    }

    Object ask(String command) throws IOException {
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
      return read();
    }

    private Object read() throws IOException {
      String line = line();
      String value = line.substring(1);
      return switch (line.charAt(0)) {
        case '+', ':' -> value;
        case '$' -> bulk(Integer.parseInt(value));
        case '*' -> list(Integer.parseInt(value));
        default -> throw new IOException("Unexpected reply: " + line);
      };
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int c = replies.readByte(); c != '\r'; c = replies.readByte()) {
        line.append((char) c);
      }
      replies.skipNBytes(1);
      return line.toString();
    }

    private String bulk(int length) throws IOException {
      byte[] bytes = new byte[length];
      replies.readFully(bytes);
      replies.skipNBytes(2);
      return new String(bytes, StandardCharsets.UTF_8);
    }

    private List<Object> list(int size) throws IOException {
      List<Object> list = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        list.add(read());
      }
      return list;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
