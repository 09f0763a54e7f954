package dev.redisatomic.connection;

import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.driver.Driver;
import org.jspecify.annotations.Nullable;

/**
 * A write to be sent at the commit, and the call on the connection that made it. The call is kept
 * because repeating it on the reply is the only way to Spring Data's own conversion of the result.
 */
public final class RecordedWrite {

  private ClassifiedCommand command;
  private ConnectionCall call = ConnectionCall.NONE;

  /**
   * A write that has just been issued.
   *
   * @param command the command
   */
  public RecordedWrite(ClassifiedCommand command) {
    this.command = command;
  }

  /**
   * The command that will be sent.
   *
   * @return the command with its keys
   */
  public ClassifiedCommand command() {
    return command;
  }

  /**
   * Replaces the command that will be sent, because this one might do something else by then.
   *
   * @param other a command that writes to the same keys
   */
  public void sendAs(ClassifiedCommand other) {
    command = other;
  }

  void madeBy(ConnectionCall connectionCall) {
    this.call = connectionCall;
  }

  /**
   * The form that a template still gives to the result.
   *
   * @return {@link ResultForm#FINAL} if nothing
   */
  public ResultForm resultForm() {
    return call.resultForm();
  }

  /**
   * Whether the call that made this write returns anything.
   *
   * @return {@code false} for such as {@code lTrim}
   */
  public boolean hasResult() {
    return call.returnsSomething();
  }

  /**
   * Whether this is a script that was called for its result: with a result type, or as raw words.
   *
   * @return {@code false} for other writes, and for a script without a result type
   */
  public boolean isScriptWithResult() {
    return command.runsScript() && !call.asksForStatus();
  }

  /**
   * The result that the connection would have returned for this reply.
   *
   * @param driver the driver that made the command
   * @param reply the raw reply
   * @return the result as Spring Data's connection gives it
   */
  public @Nullable Object convert(Driver driver, @Nullable Object reply) {
    return call.on(driver.view(command -> reply));
  }

  @Override
  public String toString() {
    return command.toString();
  }
}
