package dev.redisatomic.driver;

import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides, by what a connection has heard, which server is asked who is in charge once the
 * connection is given back or closed. For one thread.
 */
public final class RefreshHint {
  /** Codes of errors whose sender knows which other server is in charge. */
  private static final Set<String> FROM_INFORMED = Set.of("MOVED", "READONLY");

  /** Codes of errors of a server that is cut off, or has just started, and does not know. */
  private static final Set<String> FROM_UNINFORMED = Set.of("MASTERDOWN", "CLUSTERDOWN", "LOADING");

  private enum Whom {
    NOBODY,
    THIS_SERVER,
    OTHERS
  }

  private Whom whom = Whom.NOBODY;

  /** A hint to ask nobody. */
  public RefreshHint() {}

  /**
   * Takes in what the server has answered.
   *
   * @param replies those of the port
   */
  public void heard(List<? extends @Nullable Object> replies) {
    for (Object reply : replies) {
      if (reply instanceof ErrorReply error) {
        if (FROM_INFORMED.contains(error.reason())) {
          whom = Whom.THIS_SERVER;
        } else if (FROM_UNINFORMED.contains(error.reason())) {
          whom = Whom.OTHERS;
        }
      }
    }
  }

  /** Takes in that the connection was lost. */
  public void lost() {
    whom = Whom.OTHERS;
  }

  /**
   * Asks the server of the connection if it knows. Comes before the connection is given back.
   *
   * @param ask returns whether that is done; if not, others are asked later
   */
  public void askThisServer(BooleanSupplier ask) {
    if (whom == Whom.THIS_SERVER) {
      whom = ask.getAsBoolean() ? Whom.NOBODY : Whom.OTHERS;
    }
  }

  /**
   * Asks other servers if this one did not know. Comes after the connection has been given back: a
   * pool may have only one.
   *
   * @param ask does not throw
   */
  public void askOthers(Runnable ask) {
    if (whom == Whom.OTHERS) {
      whom = Whom.NOBODY;
      ask.run();
    }
  }
}
