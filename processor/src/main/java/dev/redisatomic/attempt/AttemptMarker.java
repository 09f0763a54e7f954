package dev.redisatomic.attempt;

import dev.redisatomic.driver.Driver;
import org.jspecify.annotations.Nullable;

/**
 * The marker of one attempt: none without exactly-once, and none before the attempt's slot is
 * known, because it has to be in it.
 */
final class AttemptMarker {

  private final Driver driver;
  private final @Nullable ExactlyOnce exactlyOnce;
  private final AttemptSlot slot;
  private @Nullable Marker marker;
  private boolean watched;
  private boolean inDoubt;

  AttemptMarker(Driver driver, @Nullable ExactlyOnce exactlyOnce, AttemptSlot slot) {
    this.driver = driver;
    this.exactlyOnce = exactlyOnce;
    this.slot = slot;
  }

  /** The marker, if there is one by now. */
  @Nullable Marker get() {
    if (marker == null && exactlyOnce != null && slot.isSettled()) {
      marker = exactlyOnce.markers().lend(slot.value(), driver);
    }
    return marker;
  }

  /** The marker, if there is ever to be one. */
  @Nullable Marker settled() {
    if (exactlyOnce != null) {
      slot.settle();
    }
    return get();
  }

  /** Prepares to ask for a commit that is about to be sent; {@code null} if nobody will. */
  @Nullable MarkerResolution resolution() {
    Marker asked = settled();
    return asked == null || exactlyOnce == null
        ? null
        : new MarkerResolution(driver, asked, exactlyOnce.limit());
  }

  /** The marker, if there is one by now that the connection does not watch yet. */
  @Nullable Marker unwatched() {
    return watched ? null : get();
  }

  /** Notes that the connection watches it, if there is one. */
  void watched() {
    watched = marker != null;
  }

  /** Notes whether a commit that nobody knows about may still use it. */
  void inDoubt(boolean doubtful) {
    inDoubt = doubtful;
  }

  /** Lets another attempt use it, unless it is in doubt. Does nothing the second time. */
  void giveBack() {
    if (exactlyOnce != null && marker != null && !inDoubt) {
      exactlyOnce.markers().takeBack(marker, slot.value());
      marker = null;
    }
  }
}
