package dev.redisatomic.benchmarks.result;

/**
 * What one call costs that nobody else disturbs.
 *
 * @param roundTrips times that it waits for the server
 * @param bytesSent to the server
 * @param bytesReceived from the server
 * @param allocatedBytes in this JVM, by all of its threads
 */
public record Footprint(
    String work,
    String contestant,
    double roundTrips,
    double bytesSent,
    double bytesReceived,
    double allocatedBytes) {}
