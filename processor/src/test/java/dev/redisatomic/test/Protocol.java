package dev.redisatomic.test;

/** A version of the Redis protocol, whose clients each have a type of their own for it. */
public enum Protocol {
  RESP2,
  RESP3
}
