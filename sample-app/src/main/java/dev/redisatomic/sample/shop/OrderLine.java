package dev.redisatomic.sample.shop;

/**
 * One line of an order.
 *
 * @param productId what is ordered
 * @param quantity how many, 1 or more
 */
public record OrderLine(String productId, long quantity) {}
