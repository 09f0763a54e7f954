package dev.redisatomic.attempt;

import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.command.Command;
import dev.redisatomic.command.CommandRole;
import dev.redisatomic.command.Key;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Knowledge of one key once the pending writes of a group are applied to what was read under its
 * WATCH. Immutable.
 *
 * @param kind what the key is
 * @param written whether a pending write may have changed it, so that the server cannot be asked
 * @param value the string that it is
 * @param fields those fields of a hash that are known, {@code null} for one that is missing
 * @param unsure those fields of a hash that a pending write may have changed, nobody knows to what
 * @param complete whether a hash has no other fields
 */
@SuppressWarnings("ArrayRecordComponent") // states are not compared
record KeyState(
    Kind kind,
    boolean written,
    byte @Nullable [] value,
    Map<Key, byte @Nullable []> fields,
    Set<Key> unsure,
    boolean complete) {

  /** Kinds of keys, as far as they matter here. */
  enum Kind {
    /** Tells that nothing is known. */
    UNKNOWN,
    /** Tells that there is no such key. */
    MISSING,
    /** A string, whose value is known. */
    STRING,
    /** A hash, or missing; any other type has been ruled out. */
    HASH
  }

  static final KeyState UNREAD = new KeyState(Kind.UNKNOWN, false, null, Map.of(), Set.of(), false);

  /** The state after a write whose effect is not computed here. */
  static final KeyState OPAQUE = new KeyState(Kind.UNKNOWN, true, null, Map.of(), Set.of(), false);

  static KeyState missing(boolean written) {
    return new KeyState(Kind.MISSING, written, null, Map.of(), Set.of(), true);
  }

  static KeyState string(byte[] value, boolean written) {
    return new KeyState(Kind.STRING, written, value, Map.of(), Set.of(), false);
  }

  boolean isOpaque() {
    return kind == Kind.UNKNOWN && written;
  }

  boolean isHashOrMissing() {
    return kind == Kind.HASH || kind == Kind.MISSING;
  }

  /** Whether there is such a key; {@code null} if that is not known. */
  @Nullable Boolean exists() {
    return switch (kind) {
      case UNKNOWN -> null;
      case MISSING -> false;
      case STRING -> true;
      case HASH -> hasField() ? true : null;
    };
  }

  /** Whether it is known if the field is there, and what its value is. */
  boolean knows(Key field) {
    return complete || fields.containsKey(field);
  }

  /** Whether any field is known to be there. */
  boolean hasField() {
    return fields.values().stream().anyMatch(known -> known != null);
  }

  byte @Nullable [] field(Key field) {
    return fields.get(field);
  }

  /** The same hash with a field that the server has shown, or a write has changed. */
  KeyState with(Key field, byte @Nullable [] changed, boolean byWrite) {
    Map<Key, byte @Nullable []> all = new HashMap<>(fields);
    all.put(field, changed);
    Set<Key> others = unsure.contains(field) ? new HashSet<>(unsure) : unsure;
    if (others != unsure) {
      others.remove(field);
    }
    boolean whole = complete || kind == Kind.MISSING;
    KeyState hash = new KeyState(Kind.HASH, written || byWrite, null, all, others, whole);
    // a hash without fields is no key
    return hash.complete && !hash.hasField() ? missing(hash.written) : hash;
  }

  /** The same hash after a write to a field of which nothing is known. */
  KeyState withUnsure(Key field) {
    Set<Key> more = new HashSet<>(unsure);
    more.add(field);
    return new KeyState(Kind.HASH, true, null, fields, more, false);
  }

  /** A read that shows this, with its reply; {@code null} if nothing is known. */
  @Nullable SeenRead asRead(Key key) {
    return switch (kind) {
      case UNKNOWN -> null;
      case MISSING -> seen(key, Command.of("EXISTS", key.bytes()), 0L);
      case STRING -> seen(key, Command.of("GET", key.bytes()), value);
      case HASH -> {
        List<byte[]> words = new ArrayList<>(List.of(key.bytes()));
        List<@Nullable Object> values = new ArrayList<>();
        fields.forEach(
            (field, known) -> {
              words.add(field.bytes());
              values.add(known);
            });
        yield seen(key, Command.of("HMGET", words.toArray(byte[][]::new)), values);
      }
    };
  }

  private static SeenRead seen(Key key, Command read, @Nullable Object reply) {
    return new SeenRead(ClassifiedCommand.of(read, CommandRole.READ, List.of(key)), reply);
  }

  /** A whole number, written as Redis writes it; {@code null} if it is none. */
  static @Nullable Long number(byte @Nullable [] text) {
    if (text == null || text.length == 0 || text.length > 20) {
      return null;
    }
    String digits = new String(text, StandardCharsets.ISO_8859_1);
    try {
      long number = Long.parseLong(digits);
      return Long.toString(number).equals(digits) ? number : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
