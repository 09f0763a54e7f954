package dev.redisatomic.attempt;

import dev.redisatomic.attempt.result.NeededResult.Read;
import dev.redisatomic.command.Command;
import dev.redisatomic.command.Key;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Replies to the guarded reads of an attempt, kept so that the result of a write needs no further
 * one. WATCH keeps it true until the commit. Reads are only looked at once a write asks.
 */
final class KnownReplies {

  /** A body may read without end; what is not remembered is read again. */
  private static final int MAX_REPLIES = 10_000;

  private static final String EXISTS = "EXISTS";

  /** Read one thing of one key; where it is, the key is. */
  private static final Set<String> PARTS =
      Set.of("GET", "HGET", "HEXISTS", "LINDEX", "SISMEMBER", "ZSCORE");

  /** Answer nothing, or none, only if there is no key. */
  private static final Set<String> WHOLES =
      Set.of("GET", "HLEN", "LLEN", "SMEMBERS", "SCARD", "ZCARD");

  /** Show that there is a key; if they answer nothing, its fields may only have expired. */
  private static final Set<String> FIELDS = Set.of("HGETALL", "HKEYS", "HVALS");

  // made for the first ones
  private List<Seen> unread = List.of();
  private Map<List<Key>, Reply> replies = Map.of();

  /** A reply that is known; it may be nil. */
  record Reply(@Nullable Object value) {}

  private record Seen(Command command, @Nullable Object reply) {}

  /** Adds the reply to a read whose keys are all watched, and were when it was sent. */
  void add(Command read, @Nullable Object reply) {
    if (unread.size() + replies.size() >= MAX_REPLIES) {
      return;
    }
    String name = read.name();
    if (PARTS.contains(name)
        || WHOLES.contains(name)
        || FIELDS.contains(name)
        || isMget(name)
        || name.equals(EXISTS)) {
      unread = unread.isEmpty() ? new ArrayList<>() : unread;
      unread.add(new Seen(read, kept(name, reply)));
    }
  }

  /** Keeps no array or collection that is given to the body, which may change it. */
  private static @Nullable Object kept(String read, @Nullable Object reply) {
    boolean isLarge = reply instanceof Map<?, ?> || (reply instanceof List<?> && !isMget(read));
    if (isLarge) {
      // it only shows whether there is a key
      return isSomething(reply) ? Boolean.TRUE : null;
    }
    return SeenRead.copy(reply);
  }

  private static boolean isMget(String read) {
    return read.equals("MGET");
  }

  /** The reply that a read would get, for the body to keep; {@code null} if nobody knows. */
  @Nullable Reply find(Read read) {
    if (!unread.isEmpty()) {
      replies = replies.isEmpty() ? new HashMap<>() : replies;
      unread.forEach(this::learn);
      unread.clear();
    }
    if (replies.isEmpty()) {
      return null;
    }
    if (read.command().name().equals(EXISTS)) {
      return count(read.keys());
    }
    if (isKnownMissing(read.keys())) {
      return new Reply(read.ifMissing());
    }
    Reply known = replies.get(words(read.command()));
    return known == null ? null : new Reply(SeenRead.copy(known.value()));
  }

  private @Nullable Reply count(List<Key> keys) {
    long count = 0;
    for (Key key : keys) {
      Reply exists = replies.get(existence(key));
      if (exists == null) {
        return null;
      }
      count += exists.value() instanceof Number number ? number.longValue() : 0;
    }
    return new Reply(count);
  }

  private boolean isKnownMissing(List<Key> keys) {
    return new Reply(0L).equals(count(keys));
  }

  private void learn(Seen seen) {
    Command read = seen.command();
    Object reply = seen.reply();
    Key key = Key.of(read.word(1));
    switch (read.name()) {
      case EXISTS -> {
        if (read.size() == 2) {
          replies.put(existence(key), new Reply(reply));
        }
      }
      case "MGET" -> learnValues(read, reply);
      default -> {
        if (PARTS.contains(read.name())) {
          replies.put(words(read), new Reply(reply));
        }
        learnExistence(read, key, reply);
      }
    }
  }

  private void learnValues(Command read, @Nullable Object reply) {
    if (reply instanceof List<?> values && values.size() == read.size() - 1) {
      for (int i = 0; i < values.size(); i++) {
        // nil is also what a key of another type answers
        if (values.get(i) != null) {
          Key key = Key.of(read.word(i + 1));
          replies.put(List.of(Key.of("GET"), key), new Reply(values.get(i)));
          replies.put(existence(key), new Reply(1L));
        }
      }
    }
  }

  private void learnExistence(Command read, Key key, @Nullable Object reply) {
    if (isSomething(reply)) {
      replies.put(existence(key), new Reply(1L));
    } else if (WHOLES.contains(read.name())) {
      replies.put(existence(key), new Reply(0L));
    }
    if (read.name().equals("HGET")) {
      replies.put(
          List.of(Key.of("HEXISTS"), key, Key.of(read.word(2))),
          new Reply(reply == null ? 0L : 1L));
    }
  }

  private static boolean isSomething(@Nullable Object reply) {
    if (reply instanceof Number number) {
      return number.longValue() != 0;
    }
    if (reply instanceof Map<?, ?> fields) {
      return !fields.isEmpty();
    }
    return reply instanceof List<?> elements ? !elements.isEmpty() : reply != null;
  }

  private static List<Key> existence(Key key) {
    return List.of(Key.of(EXISTS), key);
  }

  private static List<Key> words(Command command) {
    List<Key> words = new ArrayList<>(command.size());
    words.add(Key.of(command.name()));
    for (int i = 1; i < command.size(); i++) {
      words.add(Key.of(command.word(i)));
    }
    return words;
  }
}
