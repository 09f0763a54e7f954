package dev.redisatomic.sample.shop;

import org.jspecify.annotations.Nullable;

/**
 * The result of an order: all of its lines are reserved, or none.
 *
 * @param outcome which of the two
 * @param shortOf the product of which there is not enough, if that is why
 */
public record Reservation(Outcome outcome, @Nullable String shortOf) {

  /** The two results. */
  public enum Outcome {
    /** Tells that all lines are reserved. */
    RESERVED,
    /** Tells that there is not enough of one product, so that nothing is reserved. */
    OUT_OF_STOCK
  }

  static Reservation reserved() {
    return new Reservation(Outcome.RESERVED, null);
  }

  static Reservation shortOf(String productId) {
    return new Reservation(Outcome.OUT_OF_STOCK, productId);
  }
}
