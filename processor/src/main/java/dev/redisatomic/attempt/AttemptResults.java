package dev.redisatomic.attempt;

import dev.redisatomic.command.Command;
import java.util.List;

/** Results of an attempt that commits alone, from the replies to its transaction. */
final class AttemptResults implements Settlement {

  private final WriteLog log;
  private final QueuedResults queued;
  private final OwnWrites own;
  private final HandedOut handedOut;

  AttemptResults(WriteLog log, QueuedResults queued, OwnWrites own, HandedOut handedOut) {
    this.log = log;
    this.queued = queued;
    this.own = own;
    this.handedOut = handedOut;
  }

  @Override
  public List<Command> before() {
    return own.takeRemoval();
  }

  @Override
  public void applied(TransactionReplies replies) {
    queued.settle(log.writes(), replies);
    handedOut.compare(log.writes(), replies);
  }

  @Override
  public void lost() {
    queued.lost();
  }
}
