package dev.redisatomic.sample.shop;

import dev.redisatomic.sample.Identifier;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * One line of an order.
 *
 * @param productId what is ordered
 * @param quantity how many, 1 or more
 */
public record OrderLine(@Identifier String productId, @Min(1) @Max(1_000_000) long quantity) {}
