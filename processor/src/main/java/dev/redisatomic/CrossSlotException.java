package dev.redisatomic;

import org.springframework.dao.InvalidDataAccessApiUsageException;

/**
 * Signals that an atomic method named keys of two slots of a Redis Cluster: it is thrown before the
 * body runs if the keys are declared, otherwise from the call that names the second one. One
 * transaction can only be about keys of one slot, and it is refused even where one server happens
 * to own both slots today. Give the keys the same hash tag, as in <code>{account:1}:balance</code>
 * and <code>{account:1}:history</code>.
 *
 * <p>Nothing has been applied unless the body catches this exception and returns.
 *
 * @see <a
 *     href="https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/#hash-tags">
 *     Hash tags</a>
 */
public class CrossSlotException extends InvalidDataAccessApiUsageException {

  private static final long serialVersionUID = 1L;

  private final String key;
  private final int slot;
  private final String otherKey;
  private final int otherSlot;

  /**
   * Describes the two keys.
   *
   * @param method which atomic method
   * @param key the key that came first
   * @param slot its slot
   * @param otherKey the key that is in another slot
   * @param otherSlot its slot
   */
  public CrossSlotException(String method, String key, int slot, String otherKey, int otherSlot) {
    super(
        method
            + ": key '"
            + otherKey
            + "' is in slot "
            + otherSlot
            + " of the cluster, but key '"
            + key
            + "', which came first, is in slot "
            + slot
            + ", and one transaction can only be about keys of one slot. Give them the same hash tag:"
            + " only what is between the first { and the next } of a key decides on its slot, as in"
            + " {account:1}:balance and {account:1}:history. Nothing was applied.");
    this.key = key;
    this.slot = slot;
    this.otherKey = otherKey;
    this.otherSlot = otherSlot;
  }

  /**
   * The key that came first and fixed the slot.
   *
   * @return the key; bytes that are not printable text are shown as {@code \xNN}
   */
  public String getKey() {
    return key;
  }

  /**
   * The slot of the key that came first.
   *
   * @return 0 to 16383
   */
  public int getSlot() {
    return slot;
  }

  /**
   * The key that was refused.
   *
   * @return the key; bytes that are not printable text are shown as {@code \xNN}
   */
  public String getOtherKey() {
    return otherKey;
  }

  /**
   * The slot of the key that was refused.
   *
   * @return 0 to 16383
   */
  public int getOtherSlot() {
    return otherSlot;
  }
}
