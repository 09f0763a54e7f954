package dev.redisatomic.attempt;

import dev.redisatomic.connection.RecordedWrite;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One attempt's contribution to a group, and what becomes of it. */
final class Share {

  private final List<RecordedWrite> writes;
  private final boolean validates;
  private final CountDownLatch settled = new CountDownLatch(1);
  private @Nullable Outcome outcome;
  private @Nullable TransactionReplies replies;
  private boolean lost;

  /**
   * The share of a body that has ended.
   *
   * @param writes what it has recorded
   * @param validates whether what it has read has to be validated even if nobody writes
   */
  Share(List<RecordedWrite> writes, boolean validates) {
    this.writes = List.copyOf(writes);
    this.validates = validates;
  }

  List<RecordedWrite> writes() {
    return writes;
  }

  boolean validates() {
    return validates;
  }

  /** Tells how it has ended. Nobody is woken yet. */
  void settle(Outcome end, @Nullable TransactionReplies own, boolean replyLost) {
    outcome = end;
    replies = own;
    lost = replyLost;
  }

  /** Wakes the thread of this share. */
  void wake() {
    settled.countDown();
  }

  /**
   * Waits until the share is settled.
   *
   * @return {@code false} if the time is over
   */
  boolean await(long nanos) throws InterruptedException {
    return settled.await(nanos, TimeUnit.NANOSECONDS);
  }

  /** The ending. Known only after it was woken. */
  Outcome outcome() {
    return outcome == null
        ? new Outcome.Unknown(new IllegalStateException("The share was not settled"))
        : outcome;
  }

  /** The replies to its own writes, if EXEC has answered. */
  @Nullable TransactionReplies replies() {
    return replies;
  }

  /** Whether its writes are applied, but the replies to them lost. */
  boolean isReplyLost() {
    return lost;
  }
}
