package dev.redisatomic.sample.shop;

import java.util.List;

/**
 * An order whose products are reserved.
 *
 * @param id its number; later orders have higher ones, and some are never used
 * @param lines what is ordered, one line for each product
 */
public record PlacedOrder(long id, List<OrderLine> lines) {}
