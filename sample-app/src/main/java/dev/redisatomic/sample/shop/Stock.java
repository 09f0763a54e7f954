package dev.redisatomic.sample.shop;

/**
 * The stock of a product at one moment.
 *
 * @param productId which product
 * @param available how many can still be ordered
 * @param reserved how many are promised to orders
 */
public record Stock(String productId, long available, long reserved) {}
