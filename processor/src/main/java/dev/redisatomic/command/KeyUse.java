package dev.redisatomic.command;

/** What a command does with the words at one place. */
enum KeyUse {
  /** Reads keys. */
  READ,
  /** Changes keys, or may. */
  WRITE,
  /** Names channels, which have slots as keys have, but are none. */
  CHANNEL
}
