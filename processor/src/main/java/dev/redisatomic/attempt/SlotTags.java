package dev.redisatomic.attempt;

import dev.redisatomic.command.Key;
import dev.redisatomic.driver.Driver;
import java.util.Arrays;

/** Short texts that lead a key to a given slot when they are its hash tag; one for each slot. */
final class SlotTags {

  private static final int SLOTS = 16_384;
  private static final int RADIX = 36;

  private final int[] tags;

  private SlotTags(int[] tags) {
    this.tags = tags;
  }

  /** Tries numbers until each slot has one: some 170,000, in a few milliseconds. */
  static SlotTags of(Driver driver) {
    int[] tags = new int[SLOTS];
    Arrays.fill(tags, -1);
    int missing = SLOTS;
    for (int candidate = 0; missing > 0; candidate++) {
      int slot = driver.slotOf(Key.of(text(candidate)));
      if (tags[slot] < 0) {
        tags[slot] = candidate;
        missing--;
      }
    }
    return new SlotTags(tags);
  }

  String of(int slot) {
    return text(tags[slot]);
  }

  private static String text(int candidate) {
    return Integer.toString(candidate, RADIX);
  }
}
