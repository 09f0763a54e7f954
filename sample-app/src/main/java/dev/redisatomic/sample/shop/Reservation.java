package dev.redisatomic.sample.shop;

import org.jspecify.annotations.Nullable;

/**
 * What became of an order: all of its lines are reserved, or none.
 *
 * @param outcome which of the two
 * @param shortOf the product of which there is not enough, if that is why
 */
public record Reservation(Outcome outcome, @Nullable String shortOf) {

  /** How it ended. */
  public enum Outcome {
    /** Every line is reserved. */
    RESERVED,
    /** There is not enough of one product, so nothing is reserved. */
    OUT_OF_STOCK
  }

  static Reservation reserved() {
    return new Reservation(Outcome.RESERVED, null);
  }

  static Reservation shortOf(String productId) {
    return new Reservation(Outcome.OUT_OF_STOCK, productId);
  }
}
