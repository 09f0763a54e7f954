package dev.redisatomic.attempt;

import dev.redisatomic.command.Command;
import java.util.List;

/** Uses the replies to a transaction, besides telling how it ended. */
interface Settlement {

  /** Commands that go ahead of the transaction in the same write; nobody looks at the replies. */
  List<Command> before();

  /** Takes the replies: EXEC has applied all or some. */
  void applied(TransactionReplies replies);

  /** Notes that EXEC has applied all, but its reply is lost. */
  void lost();
}
