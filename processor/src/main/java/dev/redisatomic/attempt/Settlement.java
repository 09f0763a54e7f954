package dev.redisatomic.attempt;

import dev.redisatomic.command.Command;
import java.util.List;

/** What is done with the replies to a transaction, besides telling how it ended. */
interface Settlement {

  /** What goes ahead of the transaction in the same write; nobody looks at the replies. */
  List<Command> before();

  /** EXEC has answered, and has applied all or some. */
  void applied(TransactionReplies replies);

  /** EXEC has applied all, but its reply is lost. */
  void lost();
}
