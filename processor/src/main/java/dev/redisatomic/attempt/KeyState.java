package dev.redisatomic.attempt;

import dev.redisatomic.command.Key;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one key once the pending writes of a group are applied to what was read under
 * its WATCH. Immutable.
 *
 * @param kind what the key is
 * @param written whether a pending write may have changed it, so that the server cannot be asked
 * @param value the string that it is
 * @param fields those fields of a hash that are known, {@code null} for one that is missing
 * @param complete whether a hash has no other fields
 */
@SuppressWarnings("ArrayRecordComponent") // states are not compared
record KeyState(
    Kind kind,
    boolean written,
    byte @Nullable [] value,
    Map<Key, byte @Nullable []> fields,
    boolean complete) {

  /** What a key may be. */
  enum Kind {
    /** Nothing is known. */
    UNKNOWN,
    /** There is no such key. */
    MISSING,
    /** A string, whose value is known. */
    STRING,
    /** A hash, or missing; any other type has been ruled out. */
    HASH
  }

  static final KeyState UNREAD = new KeyState(Kind.UNKNOWN, false, null, Map.of(), false);

  /** After a write whose effect is not computed here. */
  static final KeyState OPAQUE = new KeyState(Kind.UNKNOWN, true, null, Map.of(), false);

  static KeyState missing(boolean written) {
    return new KeyState(Kind.MISSING, written, null, Map.of(), true);
  }

  static KeyState string(byte[] value, boolean written) {
    return new KeyState(Kind.STRING, written, value, Map.of(), false);
  }

  boolean isOpaque() {
    return kind == Kind.UNKNOWN && written;
  }

  boolean isHashOrMissing() {
    return kind == Kind.HASH || kind == Kind.MISSING;
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
    KeyState hash =
        new KeyState(Kind.HASH, written || byWrite, null, all, complete || kind == Kind.MISSING);
    // a hash without fields is no key
    return hash.complete && !hash.hasField() ? missing(hash.written) : hash;
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
