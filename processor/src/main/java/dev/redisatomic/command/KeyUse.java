package dev.redisatomic.command;

/** The use that a command makes of the words at one place. */
enum KeyUse {
  /** Reads keys. */
  READ,
  /** Changes keys, or may. */
  WRITE,
  /** Names channels, which have slots as keys have, but are none. */
  CHANNEL
}
