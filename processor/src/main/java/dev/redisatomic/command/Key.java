package dev.redisatomic.command;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A key as Redis sees it: bytes, compared by content. */
public final class Key implements Comparable<Key> {

  private final byte[] bytes;
  private final int hash;

  private Key(byte[] bytes) {
    this.bytes = bytes;
    this.hash = Arrays.hashCode(bytes);
  }

  /**
   * A key of these bytes.
   *
   * @param bytes copied
   * @return the key
   */
  public static Key of(byte[] bytes) {
    return new Key(bytes.clone());
  }

  /**
   * A key of this text.
   *
   * @param text encoded as UTF-8
   * @return the key
   */
  public static Key of(String text) {
    return new Key(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A key of several pieces, one after the other.
   *
   * @param pieces copied
   * @return the key
   */
  public static Key joined(byte[]... pieces) {
    int length = 0;
    for (byte[] piece : pieces) {
      length += piece.length;
    }
    byte[] bytes = new byte[length];
    int end = 0;
    for (byte[] piece : pieces) {
      System.arraycopy(piece, 0, bytes, end, piece.length);
      end += piece.length;
    }
    return new Key(bytes);
  }

  /**
   * The bytes.
   *
   * @return the key's own array, not to be changed
   */
  public byte[] bytes() {
    return bytes;
  }

  /** Compares the bytes, without their sign. */
  @Override
  public int compareTo(Key other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Key key && hash == key.hash && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /**
   * The key for messages and logs.
   *
   * @return the text; bytes that are not printable ASCII or valid UTF-8 letters as {@code \xNN}
   */
  @Override
  public String toString() {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.codePoints().noneMatch(c -> Character.isISOControl(c) || c == 0xFFFD)) {
      return text;
    }
    StringBuilder escaped = new StringBuilder();
    for (byte b : bytes) {
      if (b >= 0x20 && b < 0x7F) {
        escaped.append((char) b);
      } else {
        escaped.append(String.format("\\x%02X", b));
      }
    }
    return escaped.toString();
  }
}
