package dev.redisatomic.command;

/** The part that a command plays in an atomic method. */
public enum CommandRole {
  /** Runs at once; its keys join the watch set. */
  READ,
  /** Is recorded and sent between MULTI and EXEC. */
  WRITE,
  /** Is refused at the call. */
  REFUSED
}
