package dev.redisatomic.attempt;

import dev.redisatomic.command.Key;
import dev.redisatomic.driver.Driver;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Names of keys that belong to the library: markers, and shadows of the application's keys. */
final class LibraryKeys {

  /**
   * The beginning of all of them. There is no colon in them: Spring Data takes a key with one that
   * expires for an entity of a repository, and goes on to delete it.
   */
  static final String PREFIX = "redis-atomic-";

  private static final byte[] PREFIX_BYTES = PREFIX.getBytes(StandardCharsets.US_ASCII);

  private final String client = UUID.randomUUID().toString();
  private final AtomicLong names = new AtomicLong();
  private volatile @Nullable SlotTags tags;

  /** Whether a key is one of the library, of this process or another. */
  static boolean owns(byte[] key) {
    return key.length > PREFIX_BYTES.length
        && Arrays.equals(key, 0, PREFIX_BYTES.length, PREFIX_BYTES, 0, PREFIX_BYTES.length);
  }

  /** The part of the names by which this process differs from all others. */
  String client() {
    return client;
  }

  /**
   * A name that was never used.
   *
   * @param slot where the key has to be, or {@link Driver#NO_SLOT}
   */
  Key next(int slot, Driver driver) {
    String name = PREFIX + client + "-" + names.incrementAndGet();
    return Key.of(slot == Driver.NO_SLOT ? name : name + "-{" + tags(driver).of(slot) + "}");
  }

  private SlotTags tags(Driver driver) {
    SlotTags known = tags;
    if (known == null) {
      known = SlotTags.of(driver);
      tags = known;
    }
    return known;
  }
}
