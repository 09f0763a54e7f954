package dev.redisatomic.attempt;

import dev.redisatomic.command.Command;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.data.redis.RedisSystemException;

/** The end of a group: one transaction, and what it means for each share. */
final class GroupCommit implements Settlement {

  private final Commit commit;
  private final AttemptMarker marker;
  private final WriteLog log;
  private final WatchingConnection connection;
  private final @Nullable Replication replication;
  private @Nullable TransactionReplies replies;
  private boolean lost;

  GroupCommit(CommitParts parts, WatchSet watchSet, WriteLog log) {
    this.log = log;
    this.marker = parts.marker();
    this.connection = parts.connection();
    this.replication = parts.replication();
    this.commit = new Commit(parts, watchSet, log, this);
  }

  @Override
  public List<Command> before() {
    return List.of();
  }

  @Override
  public void applied(TransactionReplies answered) {
    replies = answered;
  }

  @Override
  public void lost() {
    lost = true;
  }

  /** Commits, settles each share, and gives the connection back. */
  void run(List<Share> shares) {
    Outcome whole = new Outcome.Unchanged();
    try {
      if (log.size() > 0 || shares.stream().anyMatch(Share::validates)) {
        whole = commit.run();
      }
    } catch (RuntimeException e) {
      whole = new Outcome.Unknown(e);
    } catch (Error e) {
      whole = new Outcome.Unknown(new RedisSystemException("An error interrupted the commit", e));
      throw e;
    } finally {
      try {
        settle(shares, whole);
      } finally {
        connection.close(List.of());
        marker.giveBack();
      }
    }
  }

  private void settle(List<Share> shares, Outcome whole) {
    int at = 0;
    for (Share share : shares) {
      TransactionReplies own = replies == null ? null : replies.part(at, share.writes());
      share.settle(outcomeOf(share, whole, own), own, lost);
      at += share.writes().size();
    }
  }

  private Outcome outcomeOf(Share share, Outcome whole, @Nullable TransactionReplies own) {
    boolean writes = !share.writes().isEmpty();
    if (whole instanceof Outcome.Conflict || whole instanceof Outcome.Unchanged) {
      return whole;
    }
    if (own != null) {
      return writes ? verdict(own, whole) : new Outcome.Unchanged();
    }
    if (whole instanceof Outcome.Failed failed) {
      // one member's fault is no other's: each runs alone next
      return new Outcome.Failed(ofGroup(failed.cause()), true);
    }
    if (whole instanceof Outcome.Unknown unknown && !writes) {
      return new Outcome.Failed(unknown.cause(), true);
    }
    return writes ? whole : new Outcome.Unchanged();
  }

  private static RuntimeException ofGroup(RuntimeException cause) {
    return cause instanceof DataAccessResourceFailureException
        ? cause
        : new TransientDataAccessResourceException(
            "The transaction that this call shared with others was not executed, perhaps because of"
                + " a command of another one. Nothing was applied.",
            cause);
  }

  /** An error in EXEC belongs to the share whose command failed; nobody later has read of it. */
  private Outcome verdict(TransactionReplies own, Outcome whole) {
    Outcome verdict = own.verdict();
    if (verdict instanceof Outcome.Committed && replication != null) {
      return whole instanceof Outcome.Committed
          ? whole
          : new Outcome.Committed(replication.missing(own.behindExec()));
    }
    return verdict;
  }
}
