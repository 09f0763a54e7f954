package dev.redisatomic.driver;

import dev.redisatomic.test.Protocol;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the contract asks of a connection factory, in no driver's words. The host is always that of
 * the test's server.
 *
 * @param port that of the server, or of a proxy in front of it
 * @param protocol of its connections
 * @param connections how many its pool holds, idle or not
 * @param maxWait how long it waits for one of them
 * @param readTimeout how long it waits for a reply
 * @param database the index of its database
 * @param user the name of an ACL user whose password is {@link #PASSWORD}; {@code null}: none
 * @param clientName what its connections call themselves; {@code null}: nothing
 */
public record FactoryOptions(
    int port,
    Protocol protocol,
    int connections,
    Duration maxWait,
    Duration readTimeout,
    int database,
    @Nullable String user,
    @Nullable String clientName) {

  /** The password of every user. */
  public static final String PASSWORD = "secret";

  /** A pool of one with RESP3, so that what is not given back, or not clean, shows in the next. */
  static FactoryOptions port(int port) {
    Duration patience = Duration.ofSeconds(10);
    return new FactoryOptions(port, Protocol.RESP3, 1, patience, patience, 0, null, null);
  }

  FactoryOptions protocol(Protocol version) {
    return new FactoryOptions(
        port, version, connections, maxWait, readTimeout, database, user, clientName);
  }

  FactoryOptions connections(int most) {
    return new FactoryOptions(
        port, protocol, most, maxWait, readTimeout, database, user, clientName);
  }

  FactoryOptions maxWait(Duration limit) {
    return new FactoryOptions(
        port, protocol, connections, limit, readTimeout, database, user, clientName);
  }

  FactoryOptions readTimeout(Duration limit) {
    return new FactoryOptions(
        port, protocol, connections, maxWait, limit, database, user, clientName);
  }

  FactoryOptions database(int index) {
    return new FactoryOptions(
        port, protocol, connections, maxWait, readTimeout, index, user, clientName);
  }

  FactoryOptions user(String name) {
    return new FactoryOptions(
        port, protocol, connections, maxWait, readTimeout, database, name, clientName);
  }

  FactoryOptions clientName(String name) {
    return new FactoryOptions(
        port, protocol, connections, maxWait, readTimeout, database, user, name);
  }
}
