package dev.redisatomic.connection;

import static dev.redisatomic.command.CommandRole.READ;
import static dev.redisatomic.command.CommandRole.REFUSED;
import static dev.redisatomic.command.CommandRole.WRITE;
import static java.util.Map.entry;

import dev.redisatomic.command.Command;
import dev.redisatomic.command.CommandRole;
import dev.redisatomic.command.Words;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What an atomic method has to do with a command, from what a server says about it, written down
 * without a look at the code under test. A command about which neither the server's flags nor the
 * tables say anything fails the walk.
 */
final class ExpectedRoles {

  /** Commands whose flags say neither "readonly" nor "write", or too little. */
  private static final Map<String, CommandRole> BY_NAME =
      Map.ofEntries(
          entry("PING", READ),
          entry("ECHO", READ),
          entry("TIME", READ),
          entry("INFO", READ),
          entry("LASTSAVE", READ),
          entry("CONFIG GET", READ),
          entry("CLIENT GETNAME", READ),
          entry("CLIENT LIST", READ),
          entry("SCRIPT EXISTS", READ),
          entry("SCRIPT LOAD", READ),
          entry("PUBLISH", WRITE),
          entry("EVAL", WRITE),
          entry("SCRIPT FLUSH", WRITE),
          entry("SCRIPT KILL", WRITE),
          entry("CONFIG SET", REFUSED),
          entry("CONFIG RESETSTAT", REFUSED),
          entry("CONFIG REWRITE", REFUSED),
          entry("CLIENT KILL", REFUSED),
          // Would fail inside EXEC if the script is not loaded; Spring Data falls back to EVAL.
          entry("EVALSHA", REFUSED),
          entry("CLIENT SETNAME", REFUSED),
          entry("SHUTDOWN", REFUSED),
          entry("SAVE", REFUSED),
          entry("BGSAVE", REFUSED),
          entry("BGREWRITEAOF", REFUSED),
          entry("REPLICAOF", REFUSED),
          entry("SLAVEOF", REFUSED));

  /** Newer than a server under test may be; where the server knows them, its flags must agree. */
  private static final Map<String, CommandRole> NEWER =
      Map.ofEntries(
          entry("EXPIRETIME", READ),
          entry("PEXPIRETIME", READ),
          entry("SINTERCARD", READ),
          entry("HTTL", READ),
          entry("HPTTL", READ),
          entry("HEXPIRE", WRITE),
          entry("HPEXPIRE", WRITE),
          entry("HEXPIREAT", WRITE),
          entry("HPEXPIREAT", WRITE),
          entry("HPERSIST", WRITE),
          entry("HGETDEL", WRITE),
          entry("HGETEX", WRITE),
          entry("HSETEX", WRITE),
          entry("XACKDEL", WRITE),
          entry("XDELEX", WRITE),
          entry("DELEX", WRITE),
          entry("DIGEST", READ),
          entry("JSON.ARRAPPEND", WRITE),
          entry("JSON.ARRINDEX", READ),
          entry("JSON.ARRINSERT", WRITE),
          entry("JSON.ARRLEN", READ),
          entry("JSON.ARRTRIM", WRITE),
          entry("JSON.CLEAR", WRITE),
          entry("JSON.DEL", WRITE),
          entry("JSON.GET", READ),
          entry("JSON.MERGE", WRITE),
          entry("JSON.MGET", READ),
          entry("JSON.SET", WRITE),
          entry("JSON.STRAPPEND", WRITE),
          entry("JSON.STRLEN", READ),
          entry("JSON.TOGGLE", WRITE),
          entry("JSON.TYPE", READ));

  /** Flagged as writes; with none of these words they are the plain reads that users make. */
  private static final Map<String, Set<String>> WRITES_WITH =
      Map.of(
          "SORT", Set.of("STORE"),
          "GEORADIUS", Set.of("STORE", "STOREDIST"),
          "GEORADIUSBYMEMBER", Set.of("STORE", "STOREDIST"),
          "BITFIELD", Set.of("SET", "INCRBY"));

  /** Flagged "blocking" since Redis 7 only. */
  private static final Set<String> BLOCKING =
      Set.of("BLPOP", "BRPOP", "BRPOPLPUSH", "BLMOVE", "BLMPOP", "BZPOPMIN", "BZPOPMAX", "BZMPOP");

  private static final Set<String> CONTAINERS =
      Set.of("CONFIG", "CLIENT", "SCRIPT", "OBJECT", "XGROUP", "XINFO", "MEMORY");

  private ExpectedRoles() {}

  static String fullName(Command command) {
    return CONTAINERS.contains(command.name())
        ? command.name() + ' ' + Words.text(command.word(1)).toUpperCase(Locale.ROOT)
        : command.name();
  }

  static CommandRole of(Command command, Set<String> serverFlags) {
    String name = fullName(command);
    CommandRole named = BY_NAME.get(name);
    if (named != null) {
      return named;
    }
    if (serverFlags.isEmpty()) {
      CommandRole newer = NEWER.get(name);
      if (newer == null) {
        throw new AssertionError(
            "The server does not know " + name + "; say here whether it reads or writes");
      }
      return newer;
    }
    if (serverFlags.contains("no_multi") || waits(command, serverFlags)) {
      return REFUSED;
    }
    if (serverFlags.contains("write")) {
      Set<String> words = WRITES_WITH.get(name);
      return words == null || words.stream().anyMatch(word -> hasWord(command, word))
          ? WRITE
          : READ;
    }
    if (serverFlags.contains("readonly")) {
      return READ;
    }
    throw new AssertionError("Flags " + serverFlags + " do not tell what " + name + " does");
  }

  private static boolean waits(Command command, Set<String> serverFlags) {
    if (command.name().equals("XREAD") || command.name().equals("XREADGROUP")) {
      return hasWord(command, "BLOCK");
    }
    return serverFlags.contains("blocking") || BLOCKING.contains(command.name());
  }

  private static boolean hasWord(Command command, String word) {
    for (int i = 1; i < command.size(); i++) {
      if (Words.text(command.word(i)).equalsIgnoreCase(word)) {
        return true;
      }
    }
    return false;
  }
}
