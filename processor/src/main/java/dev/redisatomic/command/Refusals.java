package dev.redisatomic.command;

import static java.util.Map.entry;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The commands that are refused by name, with what to do instead. */
public final class Refusals {
  private static final String SELECT =
      "Another database would stay selected on the pooled connection; configure the database on the"
          + " connection factory.";
  private static final String IS_THE_TRANSACTION =
      "The atomic method is the transaction: it sends MULTI and EXEC when it returns, and nothing"
          + " when it throws.";
  private static final String CHANGES_THE_CONNECTION =
      "It would change the pooled connection for its next user; configure this on the connection"
          + " factory.";
  private static final String SUBSCRIBES =
      "It would take the connection out of the transaction; use a RedisMessageListenerContainer.";
  static final String ADMINISTERS =
      "Server administration does not belong in a transaction; run it outside the atomic method.";

  private static final Map<String, String> REFUSED =
      Map.ofEntries(
          entry("MULTI", IS_THE_TRANSACTION),
          entry("EXEC", IS_THE_TRANSACTION),
          entry("DISCARD", IS_THE_TRANSACTION + " To write nothing, throw."),
          entry("UNWATCH", "The watch set lasts until the atomic method ends."),
          entry("WATCH", "Call connection.watch(…), template.watch(…) or declare the key."),
          entry("SELECT", SELECT),
          entry("AUTH", CHANGES_THE_CONNECTION),
          entry("HELLO", CHANGES_THE_CONNECTION),
          entry("RESET", CHANGES_THE_CONNECTION),
          entry("QUIT", CHANGES_THE_CONNECTION),
          entry("READONLY", CHANGES_THE_CONNECTION),
          entry("READWRITE", CHANGES_THE_CONNECTION),
          entry("ASKING", CHANGES_THE_CONNECTION),
          entry("CLIENT SETNAME", CHANGES_THE_CONNECTION),
          entry("CLIENT SETINFO", CHANGES_THE_CONNECTION),
          entry("CLIENT REPLY", CHANGES_THE_CONNECTION),
          entry("CLIENT TRACKING", CHANGES_THE_CONNECTION),
          entry("CLIENT CACHING", CHANGES_THE_CONNECTION),
          entry("CLIENT NO-EVICT", CHANGES_THE_CONNECTION),
          entry("CLIENT NO-TOUCH", CHANGES_THE_CONNECTION),
          entry("CLIENT CAPA", CHANGES_THE_CONNECTION),
          entry("CLIENT IMPORT-SOURCE", CHANGES_THE_CONNECTION),
          entry(
              "HIMPORT",
              "What HIMPORT PREPARE leaves on the pooled connection would stay there for its next"
                  + " user; write the hashes with HSET."),
          entry("SCRIPT DEBUG", CHANGES_THE_CONNECTION),
          entry("SUBSCRIBE", SUBSCRIBES),
          entry("PSUBSCRIBE", SUBSCRIBES),
          entry("SSUBSCRIBE", SUBSCRIBES),
          entry("UNSUBSCRIBE", SUBSCRIBES),
          entry("PUNSUBSCRIBE", SUBSCRIBES),
          entry("SUNSUBSCRIBE", SUBSCRIBES),
          entry("MONITOR", SUBSCRIBES),
          entry("BACKUP", ADMINISTERS),
          entry("HOTKEYS", ADMINISTERS),
          // The words let Spring Data's script executor fall back to EVAL by itself.
          entry(
              "EVALSHA",
              "NOSCRIPT: a script that the server does not know would fail inside EXEC, after the"
                  + " commands before it were applied. Send the script itself with EVAL."));

  private Refusals() {}

  /**
   * Says why a command is refused.
   *
   * @param fullName its name, of two words for a subcommand, in upper case
   * @return the reason and what to do instead; {@code null} if it is not refused by name
   */
  public static @Nullable String of(String fullName) {
    return REFUSED.get(fullName);
  }

  static @Nullable String of(String fullName, Command command) {
    String refusal = of(fullName);
    return refusal == null ? of(command.name()) : refusal;
  }
}
