package dev.redisatomic.execution;

/** Treatment of read-write database transactions that begin inside of a body. */
public enum InnerTransactions {

  /** Refuses them, because each retry would repeat what they commit. */
  REFUSE,

  /** Lets them commit by themselves, as often as the body runs. */
  ALLOW
}
