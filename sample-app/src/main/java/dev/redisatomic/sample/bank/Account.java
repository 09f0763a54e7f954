package dev.redisatomic.sample.bank;

/**
 * An account at one moment.
 *
 * @param account its name
 * @param balance its money, never negative
 * @param transfers how many transfers left it
 */
public record Account(String account, long balance, long transfers) {}
