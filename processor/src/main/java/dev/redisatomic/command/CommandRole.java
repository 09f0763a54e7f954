package dev.redisatomic.command;

/** What an atomic method does with a command. */
public enum CommandRole {
  /** Runs at once; its keys join the watch set. */
  READ,
  /** Is recorded and sent between MULTI and EXEC. */
  WRITE,
  /** Is refused at the call. */
  REFUSED
}
