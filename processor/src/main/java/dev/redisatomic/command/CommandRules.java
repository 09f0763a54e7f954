package dev.redisatomic.command;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an atomic method does with a command. Whether a command reads or writes comes from
 * its flags; listed by name is only what flags do not say: commands that would break the
 * transaction or the pooled connection, and commands without either flag.
 */
final class CommandRules {

  private static final String BLOCKS =
      "A blocking command would hold the connection and the keys while it waits. ";
  private static final String DO_NOT_WAIT =
      "Use the form that does not wait, or wait outside the atomic method.";

  /** The advice in place of a pop that waits. */
  private static final Map<String, String> WITHOUT_WAITING =
      Map.of(
          "BLPOP", "LPOP, as in opsForList().leftPop(key)",
          "BRPOP", "RPOP, as in opsForList().rightPop(key)",
          "BRPOPLPUSH", "RPOPLPUSH, as in opsForList().rightPopAndLeftPush(source, destination)",
          "BLMOVE", "LMOVE, as in opsForList().move(source, from, destination, to)",
          "BLMPOP", "LMPOP",
          "BZPOPMIN", "ZPOPMIN, as in opsForZSet().popMin(key)",
          "BZPOPMAX", "ZPOPMAX, as in opsForZSet().popMax(key)",
          "BZMPOP", "ZMPOP");

  private static final String FOLLOWS_PATTERN =
      "The keys behind its BY and GET patterns could be neither watched nor checked for earlier"
          + " writes. Read them yourself and sort in Java, or sort with STORE.";

  /**
   * Commands that only look, although their flags do not say so. Others without such flags are
   * refused if they are administration, and recorded otherwise.
   */
  private static final Set<String> READS_WITHOUT_FLAG =
      Set.of(
          "PING",
          "ECHO",
          "TIME",
          "INFO",
          "LASTSAVE",
          "ROLE",
          "LOLWUT",
          "COMMAND",
          "COMMAND COUNT",
          "COMMAND DOCS",
          "COMMAND GETKEYS",
          "COMMAND GETKEYSANDFLAGS",
          "COMMAND INFO",
          "COMMAND LIST",
          "CONFIG GET",
          "CLIENT GETNAME",
          "CLIENT GETREDIR",
          "CLIENT ID",
          "CLIENT INFO",
          "CLIENT LIST",
          "CLIENT TRACKINGINFO",
          "PUBSUB CHANNELS",
          "PUBSUB NUMPAT",
          "PUBSUB NUMSUB",
          "PUBSUB SHARDCHANNELS",
          "PUBSUB SHARDNUMSUB",
          "SCRIPT EXISTS",
          // Changes no data, and its digest is needed at once.
          "SCRIPT LOAD",
          "SCRIPT SHOW",
          "FUNCTION DUMP",
          "FUNCTION LIST",
          "FUNCTION STATS",
          "SLOWLOG GET",
          "SLOWLOG LEN",
          "COMMANDLOG GET",
          "COMMANDLOG LEN",
          "LATENCY DOCTOR",
          "LATENCY GRAPH",
          "LATENCY HISTOGRAM",
          "LATENCY HISTORY",
          "LATENCY LATEST",
          "MEMORY DOCTOR",
          "MEMORY MALLOC-STATS",
          "MEMORY STATS",
          "MODULE LIST",
          "ACL CAT",
          "ACL DRYRUN",
          "ACL GENPASS",
          "ACL GETUSER",
          "ACL LIST",
          "ACL USERS",
          "ACL WHOAMI",
          "CLUSTER COUNT-FAILURE-REPORTS",
          "CLUSTER COUNTKEYSINSLOT",
          "CLUSTER GETKEYSINSLOT",
          "CLUSTER INFO",
          "CLUSTER KEYSLOT",
          "CLUSTER LINKS",
          "CLUSTER MYID",
          "CLUSTER MYSHARDID",
          "CLUSTER NODES",
          "CLUSTER REPLICAS",
          "CLUSTER SHARDS",
          "CLUSTER SLAVES",
          "CLUSTER SLOT-STATS",
          "CLUSTER SLOTS");

  /**
   * Commands that are flagged as writes, but write only with one of these words; without it they
   * are plain reads.
   */
  private static final Map<String, Set<String>> WRITES_ONLY_WITH =
      Map.of(
          "SORT", Set.of("STORE"),
          "GEORADIUS", Set.of("STORE", "STOREDIST"),
          "GEORADIUSBYMEMBER", Set.of("STORE", "STOREDIST"),
          "BITFIELD", Set.of("SET", "INCRBY"));

  /** Commands that write to keys that they do not name. */
  private static final Set<String> WRITES_ALL_KEYS = Set.of("FLUSHDB", "FLUSHALL", "SWAPDB");

  private CommandRules() {}

  /** Explains why a command is refused, or returns {@code null} if it is not. */
  static @Nullable String refusal(String fullName, CommandInfo info, Command command) {
    if (waits(info, command)) {
      return BLOCKS + insteadOfWaiting(command);
    }
    if (followsPattern(command) && role(fullName, info, command) == CommandRole.READ) {
      return FOLLOWS_PATTERN;
    }
    return administers(fullName, info) ? Refusals.ADMINISTERS : null;
  }

  private static boolean administers(String fullName, CommandInfo info) {
    return info.is(CommandFlag.NO_MULTI)
        || (info.is(CommandFlag.ADMIN)
            && !info.is(CommandFlag.READONLY)
            && !READS_WITHOUT_FLAG.contains(fullName));
  }

  private static String insteadOfWaiting(Command command) {
    String form = WITHOUT_WAITING.get(command.name());
    return form == null
        ? DO_NOT_WAIT
        : "Use "
            + form
            + ", which does not wait and answers at once what it takes; to wait, call the atomic"
            + " method again as long as there is nothing.";
  }

  private static boolean followsPattern(Command command) {
    return (command.name().equals("SORT") || command.name().equals("SORT_RO"))
        && CommandOptions.valuesOf(command, Set.of("BY", "GET")).stream()
            .anyMatch(pattern -> pattern.contains("*"));
  }

  /**
   * Whether a command waits. The flag does not tell where waiting is an option, and is missing for
   * TS.READ.
   */
  private static boolean waits(CommandInfo info, Command command) {
    return switch (command.name()) {
      case "XREAD", "XREADGROUP", "TS.READ" -> CommandOptions.has(command, Set.of("BLOCK"));
      default -> info.is(CommandFlag.BLOCKING);
    };
  }

  static CommandRole role(String fullName, CommandInfo info, Command command) {
    if (info.is(CommandFlag.WRITE)) {
      Set<String> writing = WRITES_ONLY_WITH.get(command.name());
      return writing == null || CommandOptions.has(command, writing)
          ? CommandRole.WRITE
          : CommandRole.READ;
    }
    return info.is(CommandFlag.READONLY) || READS_WITHOUT_FLAG.contains(fullName)
        ? CommandRole.READ
        : CommandRole.WRITE;
  }

  static boolean runsScript(Command command) {
    return command.name().startsWith("EVAL") || command.name().startsWith("FCALL");
  }

  static boolean isOfModule(Command command) {
    return command.name().indexOf('.') >= 0;
  }

  static boolean writesAllKeys(Command command) {
    return WRITES_ALL_KEYS.contains(command.name());
  }
}
