package dev.redisatomic.benchmarks.measure;

import dev.redisatomic.benchmarks.result.RoundResult;
import java.util.List;

/**
 * A round, and by how much it must have changed the data.
 *
 * @param result without a verdict on the data
 */
record Played(RoundResult result, List<Long> ledger) {}
